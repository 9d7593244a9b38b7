package dev.gatun.cli;

import dev.gatun.engine.EngineProvider;
import dev.gatun.kit.Outcome;
import dev.gatun.kit.component.ComponentKit;
import dev.gatun.kit.component.ComponentRules;
import dev.gatun.kit.component.Result;
import dev.gatun.kit.component.Rule;
import dev.gatun.kit.component.Subject;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Json;
import io.micronaut.context.annotation.Prototype;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `gatun verify PLUGIN…`.
@Prototype
@Command(
    name = "verify",
    description = "Tries the contract of components on every engine, and the rules of engines.",
    versionProvider = Version.class)
final class VerifyCommand implements Callable<ExitCode> {
  @Parameters(
      paramLabel = "PLUGIN",
      arity = "1..*",
      description =
          "a jar or a .java file, a component that 'gatun plugins' lists, one with its options such"
              + " as '{type: csv, path: iris.csv}', or all")
  private List<String> names = List.of();

  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  VerifyCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  @Override
  public ExitCode call() {
    names.stream().filter(Subjects::isFile).forEach(installed::add);
    Installation installation = installed.everything();
    List<Subject> subjects = Subjects.of(installation, names);
    List<EngineProvider> engines = Subjects.engines(installation, names);
    ComponentKit kit = ComponentKit.open(installation.engines());
    SequencedMap<Subject, List<Result>> all = results(kit, subjects);
    boolean sound =
        all.values().stream().flatMap(List::stream).allMatch(result -> result.outcome().isKept());
    if (!output.json && !output.quiet && !(subjects.isEmpty() && !engines.isEmpty())) {
      screen.line(verdict(kit, sound, all));
    }
    List<EngineDoctor.Finding> findings =
        new EngineDoctor(screen, output).examine(installation.engines(), engines);
    sound &= findings.stream().allMatch(EngineDoctor.Finding::isSound);
    if (output.json) {
      screen.line(Json.write(tree(kit, sound, all, findings)));
    }
    boolean tried = findings.stream().allMatch(EngineDoctor.Finding::runs);
    return !sound ? ExitCode.PLUGIN : tried ? ExitCode.DONE : ExitCode.ENGINE;
  }

  private SequencedMap<Subject, List<Result>> results(ComponentKit kit, List<Subject> subjects) {
    PassingLine line = new PassingLine(screen, output);
    SequencedMap<Subject, List<Result>> all = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      List<Result> results = new ArrayList<>();
      for (Rule rule : ComponentRules.of(subject)) {
        line.show("%s: %s, %s ...".formatted(subject, rule.id(), rule.group()));
        results.add(kit.run(rule, subject));
      }
      line.clear();
      all.put(subject, results);
      if (output.forPeople()) {
        show(subject, results, subjects.size() > 3);
      }
    }
    return all;
  }

  /// Of many components, the rules that are kept are only counted.
  private void show(Subject subject, List<Result> results, boolean brief) {
    long broken = results.stream().filter(result -> !result.outcome().isKept()).count();
    String title = screen.bold("%s %s".formatted(subject.kindName(), subject.name()));
    String count =
        broken == 0
            ? screen.good("keeps its contract")
            : screen.bad("breaks %d of %d rules".formatted(broken, results.size()));
    screen.line("%s  %s".formatted(title, count));
    Table table = new Table("  ");
    for (Result result : results) {
      if (brief && result.outcome().isKept()) {
        continue;
      }
      String outcome =
          switch (result.outcome()) {
            case Outcome.Passed() -> screen.good("kept");
            case Outcome.Violated(_) -> screen.bad("BROKEN");
            case Outcome.Exempt(_) -> screen.dim("not applicable");
          };
      String reason = result.outcome().reason();
      table.row(
          result.rule().id(),
          outcome,
          reason.isEmpty() ? screen.dim(result.rule().text()) : reason);
    }
    screen.text(table.text());
    if (!brief) {
      screen.line("");
    }
  }

  private String verdict(ComponentKit kit, boolean sound, Map<Subject, List<Result>> all) {
    long rules = all.values().stream().mapToLong(List::size).sum();
    long broken =
        all.values().stream()
            .flatMap(List::stream)
            .filter(result -> !result.outcome().isKept())
            .count();
    double seconds =
        all.values().stream().flatMap(List::stream).mapToLong(Result::nanos).sum() / 1e9;
    String tried =
        "%d %s, %d rules, engines reference%s, %s"
            .formatted(
                all.size(),
                all.size() == 1 ? "component" : "components",
                rules,
                kit.engines().stream().map(id -> ", " + id).reduce("", String::concat),
                Figures.seconds(seconds));
    return sound
        ? screen.good("all kept") + ": " + tried
        : screen.bad(String.format(Locale.ROOT, "%d broken", broken)) + ": " + tried;
  }

  private static SequencedMap<String, Object> tree(
      ComponentKit kit,
      boolean sound,
      Map<Subject, List<Result>> all,
      List<EngineDoctor.Finding> findings) {
    List<Object> components = new ArrayList<>();
    all.forEach((subject, results) -> {
      SequencedMap<String, Object> tree = new LinkedHashMap<>();
      tree.put("kind", subject.kindName());
      tree.put("name", subject.name());
      tree.put("example", subject.example());
      tree.put("rules", results.stream().map(VerifyCommand::tree).toList());
      components.add(tree);
    });
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("sound", sound);
    tree.put("engines", kit.engines());
    tree.put("components", components);
    tree.put("offered", findings.stream().map(EngineDoctor::tree).toList());
    return tree;
  }

  private static SequencedMap<String, Object> tree(Result result) {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", result.rule().id());
    tree.put("group", result.rule().group().toString());
    tree.put("rule", result.rule().text());
    tree.put("outcome", result.outcome().title());
    if (!result.outcome().reason().isEmpty()) {
      tree.put("reason", result.outcome().reason());
    }
    tree.put("seconds", result.nanos() / 1e9);
    return tree;
  }
}
