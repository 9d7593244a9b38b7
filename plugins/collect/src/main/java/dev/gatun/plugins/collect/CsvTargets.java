package dev.gatun.plugins.collect;

import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the target column of a CSV file and decides whether it holds classes or values.
final class CsvTargets {
  /// More different whole numbers are values.
  private static final int MOST_INTEGER_CLASSES = 20;

  private final Csv options;
  private final CsvRows rows;
  private final int column;
  private final @Nullable CsvTargets trained;

  /// Each different target, and the order in which it was found.
  private final Map<String, Integer> found = new LinkedHashMap<>();

  private final List<Integer> labels = new ArrayList<>();
  private final List<Float> values = new ArrayList<>();
  private boolean mayBeClasses;
  private boolean mayBeValues;
  private boolean integers = true;
  private List<String> names = List.of();

  /// @param column the target's
  /// @param trained the training file's targets, whose form and classes hold for this file too;
  ///   null for the training file itself
  CsvTargets(Csv options, CsvRows rows, int column, @Nullable CsvTargets trained) {
    this.options = options;
    this.rows = rows;
    this.column = column;
    this.trained = trained;
    if (trained == null) {
      mayBeClasses = options.task() != Task.VALUES;
      mayBeValues = options.task() != Task.CLASSES && options.classes().isEmpty();
      known(options.classes());
    } else {
      mayBeClasses = trained.mayBeClasses;
      mayBeValues = trained.mayBeValues;
      known(trained.names);
    }
  }

  private void known(List<String> classes) {
    classes.forEach(name -> found.putIfAbsent(name, found.size()));
  }

  /// {@return whether a text stands for a target that is missing; a class may be called so}
  boolean isMissing(String text) {
    return CsvCell.isMissing(text) && !found.containsKey(text);
  }

  /// Takes a row's target.
  void add(String text) {
    if (isMissing(text)) {
      throw rows.fault(
          column,
          "must be a target, got '%s'; drop the row or set collect.source.missing to drop"
              .formatted(text));
    }
    if (mayBeValues) {
      addValue(text);
    }
    if (mayBeClasses) {
      labels.add(label(text));
      integers &= CsvCell.isInteger(text);
      if (mayBeValues && (!integers || found.size() > MOST_INTEGER_CLASSES)) {
        mayBeClasses = false;
        found.clear();
        labels.clear();
      }
    }
  }

  private void addValue(String text) {
    double number = CsvCell.number(text);
    if (Double.isFinite(number)) {
      values.add((float) number);
    } else if (mayBeClasses && Double.isNaN(number)) {
      mayBeValues = false;
      values.clear();
    } else {
      throw rows.fault(
          column,
          ("must be a number within ±3.4e38, got '%s';"
                  + " set collect.source.task to classes if targets are names")
              .formatted(text));
    }
  }

  private int label(String text) {
    Integer known = found.get(text);
    if (known != null) {
      return known;
    }
    if (trained != null || !options.classes().isEmpty()) {
      throw rows.fault(
          column,
          "must be one of the classes %s, got '%s'; list all classes in collect.source.classes"
              .formatted(String.join(", ", found.keySet()), text));
    }
    found.put(text, found.size());
    return found.size() - 1;
  }

  /// Decides what the targets are, after the last row, and sorts classes that were found in the
  /// file.
  void finish() {
    if (trained == null && mayBeClasses && mayBeValues) {
      mayBeValues = 2 * found.size() > labels.size();
      mayBeClasses = !mayBeValues;
    }
    names = List.copyOf(found.keySet());
    if (trained == null && mayBeClasses && options.classes().isEmpty()) {
      boolean numbers = names.stream().noneMatch(name -> Double.isNaN(CsvCell.number(name)));
      names =
          numbers
              ? names.stream().sorted(Comparator.comparingDouble(CsvCell::number)).toList()
              : names.stream().sorted().toList();
    }
  }

  /// {@return the targets of all rows}
  ///
  /// @param workspace owns their tensor
  Targets targets(Workspace workspace) {
    if (mayBeClasses) {
      int[] places = new int[names.size()];
      for (int place = 0; place < places.length; place++) {
        Integer index = found.get(names.get(place));
        places[index == null ? place : index] = place;
      }
      Tensor tensor = workspace.allocate(ElementType.I32, Shape.of(labels.size()));
      for (int i = 0; i < labels.size(); i++) {
        tensor.segment().setAtIndex(ValueLayout.JAVA_INT, i, places[labels.get(i)]);
      }
      return new Targets.Classes(tensor, names);
    }
    Tensor tensor = workspace.allocate(ElementType.F32, Shape.of(values.size(), 1));
    for (int i = 0; i < values.size(); i++) {
      tensor.segment().setAtIndex(ValueLayout.JAVA_FLOAT, i, values.get(i));
    }
    return new Targets.Values(tensor);
  }
}
