package dev.gatun.plugins.collect;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Workspace;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A CSV file that was read: features and targets.
final class CsvTable {
  private final CsvFeatures features;
  private final @Nullable CsvTargets targets;
  private final int targetColumn;

  private CsvTable(Csv options, CsvRows rows, @Nullable CsvTable trained) {
    targetColumn =
        options.target().map(target -> rows.index(target, "collect.source.target")).orElse(-1);
    int[] columns =
        trained == null
            ? featureColumns(options, rows)
            : trained.features.names().stream()
                .mapToInt(name -> rows.index(name, "the training file"))
                .toArray();
    features = new CsvFeatures(options, rows, columns, trained == null ? null : trained.features);
    targets =
        targetColumn < 0
            ? null
            : new CsvTargets(options, rows, targetColumn, trained == null ? null : trained.targets);
  }

  /// Reads a file.
  ///
  /// @param trained the training file, whose columns, categories, means and classes hold for this
  ///   file too; null for the training file itself
  /// @throws DataException if it is not as the options say
  static CsvTable read(Csv options, Path file, @Nullable CsvTable trained) {
    try (CsvRows rows = CsvRows.open(file, options.separator(), options.header())) {
      CsvTable table = new CsvTable(options, rows, trained);
      table.addAll(options, rows);
      return table;
    }
  }

  private int[] featureColumns(Csv options, CsvRows rows) {
    Set<Integer> left = new HashSet<>();
    left.add(targetColumn);
    options.ignore().forEach(name -> left.add(rows.index(name, "collect.source.ignore")));
    int[] columns =
        IntStream.range(0, rows.columns().size())
            .filter(column -> !left.contains(column))
            .toArray();
    if (columns.length == 0) {
      throw new DataException(
          ("%s:1: must have a column besides the target and the ignored ones, got %s;"
                  + " set collect.source.delimiter or collect.source.ignore")
              .formatted(rows.file(), String.join(", ", rows.columns())));
    }
    return columns;
  }

  private void addAll(Csv options, CsvRows rows) {
    boolean drops = options.missing() == Csv.Missing.DROP;
    int dropped = 0;
    for (CsvRecord row = rows.next(); row != null; row = rows.next()) {
      if (drops && (features.hasMissing(row) || hasNoTarget(row))) {
        dropped++;
        continue;
      }
      features.add(row);
      if (targets != null) {
        targets.add(row.getField(targetColumn).strip());
      }
    }
    if (features.count() == 0) {
      throw new DataException(
          dropped == 0
              ? ("%s: must have a row below the header, got none;"
                      + " add one, or set collect.source.header")
                  .formatted(rows.file())
              : ("%s: must have a row without missing cells, got %d rows with some;"
                      + " set collect.source.missing or collect.source.ignore")
                  .formatted(rows.file(), dropped));
    }
    features.finish();
    if (targets != null) {
      targets.finish();
    }
  }

  private boolean hasNoTarget(CsvRecord row) {
    return targets != null && targets.isMissing(row.getField(targetColumn).strip());
  }

  /// {@return what was read}
  ///
  /// @param workspace owns the tensors
  Examples examples(Workspace workspace) {
    Targets goal = targets == null ? new Targets.None() : targets.targets(workspace);
    return new Examples(features.tensor(workspace), Optional.empty(), goal, Optional.empty());
  }
}
