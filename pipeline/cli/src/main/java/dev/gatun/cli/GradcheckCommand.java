package dev.gatun.cli;

import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.GradientReport;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.Prepared;
import dev.gatun.runner.RunException;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `gatun gradcheck DEF`.
@Prototype
@Command(
    name = "gradcheck",
    description =
        "Compares the gradients of a definition with differences of its loss, in float64.",
    versionProvider = Version.class)
final class GradcheckCommand implements Callable<ExitCode> {
  @Mixin private DefinitionOptions options = new DefinitionOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "4",
      description = "training examples in the batch; ${DEFAULT-VALUE} if left out")
  private int examples;

  @Option(
      names = "--coordinates",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "numbers of each parameter to check, drawn at random; ${DEFAULT-VALUE} if left out")
  private int coordinates;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      defaultValue = "1e-6",
      description = "the greatest relative error that passes; ${DEFAULT-VALUE} if left out")
  private double threshold;

  private final Screen screen;
  @Mixin private final Installed installed;

  GradcheckCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    require(examples >= 1, "--examples", "at least 1", examples);
    require(coordinates >= 1, "--coordinates", "at least 1", coordinates);
    require(threshold > 0, "--threshold", "above 0", threshold);
    Definitions.Request request = options.request();
    List<String> assignments = new ArrayList<>(request.assignments());
    assignments.add("engine=" + GradientCheck.ENGINE);
    RunView view = new RunView(screen);
    return Prepared.use(
        installed.everything(),
        new Definitions.Request(request.definition(), request.overlays(), assignments),
        options.compute.threads(),
        output.forPeople() ? view : event -> {},
        this::check);
  }

  private static void require(boolean holds, String option, String what, Number found) {
    if (!holds) {
      throw new RunException(
          ExitCode.DEFINITION,
          option,
          "%s: must be %s, got %s".formatted(option, what, found),
          null);
    }
  }

  private ExitCode check(Prepared prepared) {
    int[] rows = Arrays.copyOf(prepared.rows(), Math.min(examples, prepared.rows().length));
    GradientCheck.Settings standard = GradientCheck.Settings.DEFAULT;
    GradientReport report =
        GradientCheck.run(
            prepared.engine(),
            prepared.network(),
            prepared.examples(),
            rows,
            new GradientCheck.Settings(threshold, coordinates, standard.spread(), standard.seed()));
    if (output.json) {
      screen.line(Json.write(tree(prepared.name(), report)));
    } else if (!output.quiet) {
      show(prepared.name(), report);
    }
    return report.passed() ? ExitCode.DONE : ExitCode.PLUGIN;
  }

  private void show(String name, GradientReport report) {
    Table table = Table.ofNumbers("", 2);
    table.row(
        List.of(
            screen.bold("parameter"),
            screen.bold("shape"),
            screen.bold("checked"),
            screen.bold("kinks"),
            screen.bold("relative error"),
            screen.bold("worst: gradient"),
            screen.bold("difference"),
            screen.bold("at")));
    for (GradientReport.Row row : report.rows()) {
      String error = String.format(Locale.ROOT, "%.1e", row.relativeError());
      boolean right = row.relativeError() <= report.threshold();
      table.row(
          List.of(
              row.name(),
              row.shape().toString(),
              Integer.toString(row.checked()),
              Integer.toString(row.kinks()),
              right ? screen.good(error) : screen.bad(error),
              row.worst().map(at -> number(at.analytic())).orElse("-"),
              row.worst().map(at -> number(at.numerical())).orElse("-"),
              row.worst().map(at -> place(at.index(), row.shape().columns())).orElse("-")));
    }
    screen.line("");
    screen.text(table.text());
    screen.line("");
    screen.line(
        report.passed()
            ? screen.good("the gradients of %s agree with differences of its loss".formatted(name))
            : screen.bad(
                "a gradient of %s differs from differences of its loss by more than %s; look at the operations between that parameter and the loss"
                    .formatted(name, report.threshold())));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }

  private static String place(int index, int columns) {
    return "[%d, %d]".formatted(index / columns, index % columns);
  }

  private static SequencedMap<String, Object> tree(String name, GradientReport report) {
    List<SequencedMap<String, Object>> parameters = new ArrayList<>();
    for (GradientReport.Row row : report.rows()) {
      SequencedMap<String, Object> parameter = new LinkedHashMap<>();
      parameter.put("name", row.name());
      parameter.put("shape", Arrays.stream(row.shape().extents()).boxed().toList());
      parameter.put("checked", row.checked());
      parameter.put("kinks", row.kinks());
      parameter.put("relativeError", row.relativeError());
      row.worst()
          .ifPresent(at -> {
            SequencedMap<String, Object> worst = new LinkedHashMap<>();
            worst.put("index", at.index());
            worst.put("gradient", at.analytic());
            worst.put("difference", at.numerical());
            parameter.put("worst", worst);
          });
      parameters.add(parameter);
    }
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("passed", report.passed());
    tree.put("threshold", report.threshold());
    tree.put("parameters", parameters);
    return tree;
  }
}
