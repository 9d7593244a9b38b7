package dev.gatun.cli;

import dev.gatun.runner.Predictions;
import dev.gatun.runner.TrainedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/// Predictions for a person, and as a tree for JSON.
///
/// @param screen shows them
/// @param model that made them
/// @param predicted a file each
record PredictionView(Screen screen, TrainedModel model, List<PredictCommand.Predicted> predicted) {
  /// How many classes of an input a person sees.
  private static final int MOST_CLASSES = 3;

  /// How many numbers of an input a person sees.
  private static final int MOST_NUMBERS = 8;

  /// How many inputs a person sees.
  private static final int MOST_INPUTS = 40;

  /// Shows the first inputs.
  ///
  /// @param elsewhere whether the numbers are shown as images
  void show(boolean elsewhere) {
    Table table = Table.ofNumbers("", 1);
    int shown = 0;
    int count = 0;
    for (PredictCommand.Predicted file : predicted) {
      for (int row = 0; row < file.predictions().count(); row++) {
        count++;
        if (shown < MOST_INPUTS && !elsewhere) {
          shown++;
          List<String> cells = new ArrayList<>(List.of(input(file, row)));
          cells.addAll(classes() ? classes(file.predictions(), row) : numbers(file, row));
          table.row(cells);
        }
      }
    }
    screen.text(table.text());
    if (shown < count && !elsewhere) {
      screen.line(
          "%s of %s inputs; --json shows all"
              .formatted(Figures.count(shown), Figures.count(count)));
    }
  }

  private boolean classes() {
    return !model.classes().isEmpty();
  }

  private static String input(PredictCommand.Predicted file, int row) {
    return file.predictions().count() == 1
        ? file.inputs().file().toString()
        : "%s[%d]".formatted(file.inputs().file(), row);
  }

  private List<String> classes(Predictions predictions, int row) {
    List<String> cells = new ArrayList<>();
    IntStream.range(0, model.classes().size())
        .boxed()
        .sorted((a, b) ->
            Double.compare(predictions.probability(row, b), predictions.probability(row, a)))
        .limit(MOST_CLASSES)
        .forEach(label -> {
          double probability = predictions.probability(row, label);
          boolean first = cells.isEmpty();
          String name = model.classes().get(label);
          cells.add(first ? screen.bold(name) : screen.dim(name));
          String number =
              predictions.probabilities()
                  ? String.format(Locale.ROOT, "%.1f %%", 100 * probability)
                  : Figures.metric(probability);
          cells.add(first ? number : screen.dim(number));
        });
    return cells;
  }

  private static List<String> numbers(PredictCommand.Predicted file, int row) {
    float[] values = file.predictions().values()[row];
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < Math.min(values.length, MOST_NUMBERS); i++) {
      cells.add(Figures.metric(values[i]));
    }
    if (values.length > MOST_NUMBERS) {
      cells.add("… %s numbers".formatted(Figures.count(values.length)));
    }
    return cells;
  }

  /// {@return all inputs with all that the model gives for them}
  SequencedMap<String, Object> tree() {
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", model.name());
    tree.put("engine", model.engine());
    List<SequencedMap<String, Object>> inputs = new ArrayList<>();
    for (PredictCommand.Predicted file : predicted) {
      for (int row = 0; row < file.predictions().count(); row++) {
        inputs.add(tree(file, row));
      }
    }
    tree.put("predictions", inputs);
    return tree;
  }

  private SequencedMap<String, Object> tree(PredictCommand.Predicted file, int row) {
    Predictions predictions = file.predictions();
    SequencedMap<String, Object> tree = new LinkedHashMap<>();
    tree.put("input", file.inputs().file());
    tree.put("row", row);
    if (!classes()) {
      tree.put("values", list(predictions.values()[row]));
      return tree;
    }
    int label = predictions.label(row);
    if (label >= 0) {
      tree.put("class", model.classes().get(label));
    }
    SequencedMap<String, Object> each = new LinkedHashMap<>();
    for (int i = 0; i < model.classes().size(); i++) {
      each.put(model.classes().get(i), predictions.probability(row, i));
    }
    tree.put(predictions.probabilities() ? "probabilities" : "scores", each);
    return tree;
  }

  private static List<Float> list(float[] numbers) {
    List<Float> list = new ArrayList<>();
    for (float number : numbers) {
      list.add(number);
    }
    return list;
  }
}
