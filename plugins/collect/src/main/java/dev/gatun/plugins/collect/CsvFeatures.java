package dev.gatun.plugins.collect;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gatun.api.data.DataException;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the feature columns of a CSV file.
final class CsvFeatures {
  private final Csv options;
  private final CsvRows rows;
  private final int[] columns;
  private final List<String> names;

  /// The values of each column that is one-hot encoded, in the order of their outputs; null for
  /// numbers.
  private final @Nullable Map<String, Integer>[] categories;

  /// Whether a value that is not among the categories is one more.
  private final boolean[] growing;

  /// A number, the index of a category, or NaN for a missing cell.
  private final List<float[]> cells = new ArrayList<>();

  private final double @Nullable [] trainedMeans;

  /// @param columns the feature columns
  /// @param trained the training file's features, whose categories and means hold for this file
  ///   too; null for the training file itself
  @SuppressWarnings({"unchecked", "rawtypes"})
  CsvFeatures(Csv options, CsvRows rows, int[] columns, @Nullable CsvFeatures trained) {
    this.options = options;
    this.rows = rows;
    this.columns = columns;
    this.names = Arrays.stream(columns).mapToObj(rows.columns()::get).toList();
    this.growing = new boolean[columns.length];
    this.trainedMeans = trained == null ? null : trained.means();
    this.categories = trained == null ? new Map[columns.length] : trained.categories;
    if (trained == null) {
      options.categories().forEach(this::prepare);
    }
  }

  private void prepare(Csv.Category category) {
    int column = rows.index(category.column(), "collect.source.categories");
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == column) {
        Map<String, Integer> values = new LinkedHashMap<>();
        category.values().forEach(value -> values.putIfAbsent(value, values.size()));
        categories[i] = values;
        growing[i] = values.isEmpty();
        return;
      }
    }
    throw new DataException(
        ("%s:1: column '%s' must be a feature to be one-hot encoded, got the"
                + " target or an ignored column; remove it from collect.source.categories")
            .formatted(rows.file(), category.column()));
  }

  /// {@return the names of the columns}
  List<String> names() {
    return names;
  }

  int count() {
    return cells.size();
  }

  /// {@return whether a feature of a row is missing}
  boolean hasMissing(CsvRecord row) {
    for (int i = 0; i < columns.length; i++) {
      String text = row.getField(columns[i]).strip();
      Map<String, Integer> values = categories[i];
      if (CsvCell.isMissing(text) && (values == null || !values.containsKey(text))) {
        return true;
      }
    }
    return false;
  }

  void add(CsvRecord row) {
    float[] cell = new float[columns.length];
    for (int i = 0; i < columns.length; i++) {
      String text = row.getField(columns[i]).strip();
      Map<String, Integer> values = categories[i];
      cell[i] = values == null ? number(text, columns[i]) : category(text, i, values);
    }
    cells.add(cell);
  }

  private float number(String text, int column) {
    if (CsvCell.isMissing(text)) {
      if (options.missing() == Csv.Missing.MEAN) {
        return Float.NaN;
      }
      throw rows.fault(
          column,
          "must be a number, got '%s'; drop the row or set collect.source.missing".formatted(text));
    }
    double number = CsvCell.number(text);
    if (Double.isNaN(number)) {
      throw rows.fault(
          column,
          ("must be a number, got '%s'; add the column to collect.source.ignore, or to"
                  + " collect.source.categories to one-hot encode it")
              .formatted(text));
    }
    if (Double.isInfinite(number)) {
      throw rows.fault(column, "must be within ±3.4e38, got %s; mend the cell".formatted(text));
    }
    return (float) number;
  }

  private int category(String text, int i, Map<String, Integer> values) {
    Integer known = values.get(text);
    if (known != null) {
      return known;
    }
    if (CsvCell.isMissing(text)) {
      throw rows.fault(
          columns[i],
          "must be a category, got '%s'; drop the row or set collect.source.missing to drop"
              .formatted(text));
    }
    if (growing[i]) {
      values.put(text, values.size());
      return values.size() - 1;
    }
    throw rows.fault(
        columns[i],
        "must be one of %s, got '%s'; list all values in collect.source.categories"
            .formatted(String.join(", ", values.keySet().stream().sorted().toList()), text));
  }

  /// Puts categories that were found in the file into an order that does not depend on its rows.
  void finish() {
    for (int i = 0; i < columns.length; i++) {
      Map<String, Integer> values = categories[i];
      if (growing[i] && values != null) {
        List<String> sorted = values.keySet().stream().sorted().toList();
        int[] places = new int[sorted.size()];
        for (int place = 0; place < places.length; place++) {
          Integer found = values.put(sorted.get(place), place);
          places[found == null ? place : found] = place;
        }
        for (float[] cell : cells) {
          cell[i] = places[(int) cell[i]];
        }
      }
    }
  }

  private double[] means() {
    double[] means = new double[columns.length];
    for (int i = 0; i < means.length; i++) {
      double sum = 0;
      int count = 0;
      for (float[] cell : cells) {
        if (!Float.isNaN(cell[i])) {
          sum += cell[i];
          count++;
        }
      }
      means[i] = sum / count;
    }
    return means;
  }

  private int width(int column) {
    Map<String, Integer> values = categories[column];
    return values == null ? 1 : values.size();
  }

  /// {@return the features as one tensor, `[n, features]` F32}
  ///
  /// @param workspace owns it
  Tensor tensor(Workspace workspace) {
    double[] means = trainedMeans == null ? means() : trainedMeans;
    int width = 0;
    for (int i = 0; i < columns.length; i++) {
      width += width(i);
    }
    Tensor tensor = workspace.allocate(ElementType.F32, Shape.of(cells.size(), width));
    MemorySegment segment = tensor.segment();
    long at = 0;
    for (float[] cell : cells) {
      for (int i = 0; i < columns.length; i++) {
        if (categories[i] == null) {
          float number = Float.isNaN(cell[i]) ? mean(i, means) : cell[i];
          segment.setAtIndex(ValueLayout.JAVA_FLOAT, at, number);
        } else {
          segment.setAtIndex(ValueLayout.JAVA_FLOAT, at + (int) cell[i], 1);
        }
        at += width(i);
      }
    }
    return tensor;
  }

  private float mean(int i, double[] means) {
    if (Double.isNaN(means[i])) {
      throw new DataException(
          ("%s: column '%s' must have a number to take the mean of, got none;"
                  + " add it to collect.source.ignore")
              .formatted(rows.file(), names.get(i)));
    }
    return (float) means[i];
  }
}
