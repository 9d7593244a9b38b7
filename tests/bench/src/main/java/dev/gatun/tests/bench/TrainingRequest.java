package dev.gatun.tests.bench;

import dev.gatun.api.Optimizer;
import dev.gatun.plugins.train.Adam;
import dev.gatun.plugins.train.Constant;
import dev.gatun.plugins.train.GradientDescent;
import dev.gatun.plugins.train.Sgd;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What every contender is asked to train: linear layers with ReLU between them, on random
/// examples.
///
/// As a line of text, which is what contenders in other languages read: `train WIDTHS LOSS
/// OPTIMIZER BATCH EXAMPLES WARM SECONDS`.
///
/// @param widths of the layers, the inputs first
/// @param loss `cross-entropy`, or `squared` for half the sum of squares against as many values
/// @param optimizer `sgd:RATE`, `momentum:RATE:MOMENTUM:DECAY` or `adam:RATE`
/// @param batch examples in a step
/// @param examples in an epoch
/// @param warmUpSeconds of training that is not measured
/// @param seconds of training that is, at least
record TrainingRequest(
    List<Integer> widths,
    String loss,
    String optimizer,
    int batch,
    int examples,
    double warmUpSeconds,
    double seconds) {
  /// The first word of the line.
  static final String WORD = "train";

  /// Copies the widths.
  TrainingRequest {
    widths = List.copyOf(widths);
  }

  /// {@return what [#line] wrote}
  ///
  /// @param words of the line
  static TrainingRequest of(String[] words) {
    return new TrainingRequest(
        widths(words[1]),
        words[2],
        words[3],
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]),
        Double.parseDouble(words[6]),
        Double.parseDouble(words[7]));
  }

  /// {@return widths of layers}
  ///
  /// @param text with commas
  static List<Integer> widths(String text) {
    return Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
  }

  /// {@return what trains it}
  ///
  /// @param epochs at most
  GradientDescent trainer(int epochs) {
    return new GradientDescent(
        epochs, batch, update(), new Constant(), List.of(), Optional.empty());
  }

  private Optimizer update() {
    String[] words = optimizer.split(":", -1);
    double rate = Double.parseDouble(words[1]);
    return switch (words[0]) {
      case "sgd" -> new Sgd(rate, 0, 0, false);
      case "momentum" ->
          new Sgd(rate, Double.parseDouble(words[2]), Double.parseDouble(words[3]), false);
      case "adam" -> new Adam(rate, 0.9, 0.999, 1e-8, 0);
      default ->
          throw new IllegalArgumentException(
              "the optimizer must be adam, momentum or sgd, got '" + words[0] + "'");
    };
  }

  /// {@return the same with another number of examples}
  ///
  /// @param count examples in an epoch
  TrainingRequest withExamples(int count) {
    return new TrainingRequest(widths, loss, optimizer, batch, count, warmUpSeconds, seconds);
  }

  /// {@return one line for a contender}
  String line() {
    return String.format(
        Locale.ROOT,
        "%s %s %s %s %d %d %.3f %.3f",
        WORD,
        widths.stream().map(String::valueOf).collect(Collectors.joining(",")),
        loss,
        optimizer,
        batch,
        examples,
        warmUpSeconds,
        seconds);
  }
}
