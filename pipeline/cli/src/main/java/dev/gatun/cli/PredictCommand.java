package dev.gatun.cli;

import dev.gatun.api.Range;
import dev.gatun.api.data.DataException;
import dev.gatun.runner.Event;
import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Inputs;
import dev.gatun.runner.Json;
import dev.gatun.runner.Predictions;
import dev.gatun.runner.RunException;
import dev.gatun.runner.TrainedModel;
import io.micronaut.context.annotation.Prototype;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gatun predict RUN INPUT...`.
@Prototype
@Command(
    name = "predict",
    description = "Says what a trained run makes of new inputs: PNG images, CSV, IDX or NPY files.",
    versionProvider = Version.class)
final class PredictCommand implements Callable<ExitCode> {
  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "the folder of a finished run, its name in runs/, or latest")
  private String run = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "INPUT",
      description = "a file of one input or more; its name tells its format")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "write the images that the model gives there, as PNG")
  private @Nullable String out;

  @Option(names = "--invert", description = "swap white and black in the inputs")
  private boolean invert;

  @Mixin private ComputeOptions options = new ComputeOptions();
  @Mixin private ChangedPlugins changed = new ChangedPlugins();
  @Mixin private OutputOptions output = new OutputOptions();

  private final Screen screen;
  @Mixin private final Installed installed;

  PredictCommand(Screen screen, Installed installed) {
    this.screen = screen;
    this.installed = installed;
  }

  /// A file's inputs with what came of them.
  record Predicted(Inputs inputs, Predictions predictions) {}

  @Override
  public ExitCode call() {
    List<Path> files =
        inputs.stream().map(input -> DefinitionOptions.path("INPUT", input)).toList();
    Path folder = FinishedRuns.find(run);
    List<String> remarks = new ArrayList<>();
    Event.Listener listener =
        event -> {
          if (event instanceof Event.Noted(String message)) {
            remarks.add(message);
          }
        };
    try (TrainedModel model =
        TrainedModel.open(
            changed.apply(installed.everything()),
            folder,
            options.assignments(),
            options.threads(),
            listener)) {
      List<Predicted> predicted = new ArrayList<>();
      for (Path file : files) {
        Inputs read = invert ? read(model, file).inverted(range(model)) : read(model, file);
        remarks.addAll(model.remarks(read));
        predicted.add(new Predicted(read, model.predict(read.rows())));
      }
      List<Path> images =
          out == null
              ? List.of()
              : new PredictedImages(model, DefinitionOptions.path("--out", out)).write(predicted);
      show(new PredictionView(screen, model, predicted), images, remarks);
    }
    return ExitCode.DONE;
  }

  private static Inputs read(TrainedModel model, Path file) {
    try {
      return model.read(file);
    } catch (DataException e) {
      throw new RunException(ExitCode.DATA, file.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private static Range range(TrainedModel model) {
    return model
        .inputRange()
        .orElseThrow(() ->
            new RunException(
                ExitCode.DEFINITION,
                "--invert",
                "--invert: needs inputs of a known range, such as images; leave it out",
                null));
  }

  private void show(PredictionView view, List<Path> images, List<String> remarks) {
    if (output.json) {
      SequencedMap<String, Object> document = new LinkedHashMap<>(view.tree());
      document.put("images", images);
      document.put("remarks", remarks);
      screen.line(Json.write(document));
    } else if (!output.quiet) {
      remarks.forEach(remark -> screen.line(screen.bold("note") + "    " + remark));
      view.show(!images.isEmpty());
      if (!images.isEmpty()) {
        screen.line("%s has %s images".formatted(out, Figures.count(images.size())));
      }
    }
  }
}
