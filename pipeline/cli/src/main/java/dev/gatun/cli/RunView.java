package dev.gatun.cli;

import dev.gatun.runner.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Shows a person how a run goes.
final class RunView implements Event.Listener {
  private final Screen screen;
  private final @Nullable LiveLine live;

  /// The number of the run of a study; 0 where there is one run only, whose epochs are all shown.
  private int run;

  private String lastEpoch = "";
  private int epoch;
  private long epochBegan;
  private long doneBefore;

  RunView(Screen screen) {
    this.screen = screen;
    this.live = screen.terminal() ? new LiveLine(screen) : null;
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Progressed progressed -> progressed(progressed);
      case Event.Varied varied -> varied(varied);
      case Event.EngineChosen(String line) -> firstLine("engine", line);
      case Event.Collected(String line) -> firstLine("data", line);
      case Event.Built(String line) -> firstLine("model", line);
      case Event.EpochDone done -> {
        clear();
        if (run == 0) {
          screen.line(epochLine(done));
        } else {
          lastEpoch = epochLine(done);
        }
      }
      case Event.Noted(String message) -> {
        clear();
        line("note", message);
      }
      case Event.FirstStep _ -> {}
      case Event.Finished _ -> {
        clear();
        if (run > 0) {
          screen.line(lastEpoch);
        }
      }
    }
  }

  private void varied(Event.Varied begun) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < begun.names().size(); i++) {
      settings.add(begun.names().get(i) + " " + begun.values().get(i));
    }
    run = begun.number();
    line("run", "%d/%d: %s".formatted(run, begun.count(), String.join(", ", settings)));
  }

  /// What the first run of a study says holds for the others too, or is in their reports.
  private void firstLine(String about, String text) {
    if (run <= 1) {
      line(about, text);
    }
  }

  /// Takes the live line away, so that something else can be said.
  void clear() {
    if (live != null) {
      live.clear();
    }
  }

  private void line(String about, String text) {
    screen.line(screen.bold("%-6s".formatted(about)) + "  " + text);
  }

  private void progressed(Event.Progressed event) {
    if (live == null) {
      return;
    }
    long now = System.nanoTime();
    if (event.epoch() != epoch) {
      epoch = event.epoch();
      epochBegan = now;
      doneBefore = event.examples();
    }
    if (live.isDue()) {
      long trained = event.examples() - doneBefore;
      double rate = trained == 0 ? -1 : trained / ((now - epochBegan) / 1e9);
      live.show(event.epoch(), event.epochs(), event.done(), event.steps(), event.loss(), rate);
    }
  }

  private String epochLine(Event.EpochDone done) {
    SequencedMap<String, Double> numbers = done.numbers();
    StringBuilder line = new StringBuilder();
    String epochs = Integer.toString(done.epochs());
    line.append(
        screen.bold(("epoch %" + epochs.length() + "d/%s").formatted(done.epoch(), epochs)));
    for (Map.Entry<String, Double> entry : numbers.entrySet()) {
      switch (entry.getKey()) {
        case "epoch", "train.seconds", "train.examplesPerSecond" -> {}
        case "train.loss" -> line.append("  loss ").append(Figures.metric(entry.getValue()));
        default ->
            line.append("  ")
                .append(entry.getKey().replace('.', ' '))
                .append(' ')
                .append(Figures.metric(entry.getValue()));
      }
    }
    Double rate = numbers.get("train.examplesPerSecond");
    if (rate != null) {
      line.append("  ").append(screen.dim(Figures.count(Math.round(rate)) + " examples/s"));
    }
    return line.toString();
  }
}
