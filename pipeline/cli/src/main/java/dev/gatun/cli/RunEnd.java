package dev.gatun.cli;

import dev.gatun.runner.ExitCode;
import dev.gatun.runner.Json;
import dev.gatun.runner.Run;
import dev.gatun.runner.RunException;
import dev.gatun.runner.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// How a run ends for the person who began it.
///
/// @param screen takes it
/// @param output how it is wanted
/// @param stop knows which signal came
record RunEnd(Screen screen, OutputOptions output, Stop stop) {
  /// Tells what came of a run.
  ///
  /// @return how the command ends
  /// @throws RunException if it was interrupted
  ExitCode finish(Run.Outcome outcome) {
    if (outcome.interrupted()) {
      throw interrupted(outcome.folder());
    }
    show(outcome);
    return new Problems(screen, false, false).missed(outcome.missed());
  }

  /// Tells what came of a study.
  ///
  /// @return how the command ends
  /// @throws RunException if it was interrupted
  ExitCode finish(Study.Outcome outcome) {
    if (outcome.interrupted()) {
      Path folder = outcome.folder();
      throw new RunException(
          stop.code(),
          folder.toString(),
          "interrupted; %d of its runs are done; 'gatun resume %s' goes on"
              .formatted(outcome.members().size(), folder),
          null);
    }
    if (output.json) {
      screen.line(Json.write(outcome.tree()));
    } else if (!output.quiet) {
      new StudyView(screen, outcome).show();
    }
    return new Problems(screen, false, false).missed(outcome.missed());
  }

  /// {@return what a run that was interrupted ends with}
  ///
  /// @param folder of the run
  private RunException interrupted(Path folder) {
    Path checkpoints = folder.resolve("checkpoints");
    boolean saved = Files.exists(checkpoints.resolve("last.safetensors"));
    return new RunException(
        stop.code(),
        folder.toString(),
        saved
            ? "interrupted; checkpoint saved in %s; 'gatun resume %s' goes on"
                .formatted(checkpoints, folder)
            : "interrupted before there was anything to save; 'gatun resume %s' begins again"
                .formatted(folder),
        null);
  }

  private void show(Run.Outcome outcome) {
    if (output.json) {
      SequencedMap<String, Object> document = new LinkedHashMap<>(outcome.metrics());
      outcome.profile().ifPresent(steps -> document.put("profile", steps.tree()));
      screen.line(Json.write(document));
    } else if (!output.quiet) {
      screen.line("");
      new MetricsView(screen, outcome.metrics()).show();
      outcome
          .profile()
          .ifPresent(steps -> {
            screen.line("");
            new ProfileView(screen, steps).show();
          });
      screen.line("");
      if (outcome.metrics().get("train") instanceof Map<?, ?> train) {
        screen.line(trained(train));
      }
      screen.line("%s has the model, figures and report.html".formatted(outcome.folder()));
    }
  }

  private static String trained(Map<?, ?> train) {
    long epochs = Math.round(number(train, "epochs"));
    return "trained %s %s of %s examples in %s, %s examples/s"
        .formatted(
            Figures.count(epochs),
            epochs == 1 ? "epoch" : "epochs",
            Figures.count(Math.round(number(train, "examples"))),
            Figures.seconds(number(train, "seconds")),
            Figures.count(Math.round(number(train, "examplesPerSecond"))));
  }

  private static double number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
