package dev.gatun.plugins.collect;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.gatun.api.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The rows of a CSV file, with the names of their columns.
final class CsvRows implements Closeable {
  private final Path file;
  private final CloseableIterator<CsvRecord> records;
  private final List<String> columns;
  private @Nullable CsvRecord first;
  private long line = 1;

  private CsvRows(Path file, CloseableIterator<CsvRecord> records, boolean header) {
    this.file = file;
    this.records = records;
    CsvRecord top = read();
    if (top == null) {
      throw new DataException(
          "%s: is empty; set collect.source.path to a CSV file".formatted(file));
    }
    if (header) {
      columns = top.getFields().stream().map(String::strip).toList();
      requireNames();
    } else {
      columns = IntStream.rangeClosed(1, top.getFieldCount()).mapToObj(Integer::toString).toList();
      first = top;
    }
  }

  /// Opens a file and reads the names of its columns.
  ///
  /// @param delimiter what separates columns
  /// @param header whether the first row has the names; otherwise they are numbers from 1
  /// @throws DataException if there is no such file, or no row
  static CsvRows open(Path file, char delimiter, boolean header) {
    DataStream.requireFile(file, "set collect.source.path to a CSV file");
    try {
      CloseableIterator<CsvRecord> records =
          CsvReader.builder()
              .fieldSeparator(delimiter)
              .detectBomHeader(true)
              .allowUnclosedQuote(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(file)
              .iterator();
      try {
        return new CsvRows(file, records, header);
      } catch (RuntimeException e) {
        records.close();
        throw e;
      }
    } catch (IOException e) {
      throw DataStream.unreadable(file, e, "set collect.source.path to a CSV file");
    }
  }

  /// {@return whether the first row has a cell that is no number, and so the names of the columns}
  ///
  /// @throws DataException if there is no such file, or no row
  static boolean hasHeader(Path file, char delimiter) {
    try (CsvRows rows = open(file, delimiter, false)) {
      CsvRecord top = rows.next();
      return top != null
          && top.getFields().stream().anyMatch(cell -> Double.isNaN(CsvCell.number(cell.strip())));
    }
  }

  private void requireNames() {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      // A row of data that was taken for the header would be lost without a word.
      if (Double.isFinite(CsvCell.number(column)) && !CsvCell.isInteger(column)) {
        throw new DataException(
            ("%s:%d: the first row must have the names of the columns, got '%s';"
                    + " set collect.source.header to false")
                .formatted(file, line, column));
      }
      if (!seen.add(column)) {
        throw new DataException(
            ("%s:%d: columns must have different names, got '%s' twice;"
                    + " rename one, or set collect.source.header to false")
                .formatted(file, line, column));
      }
    }
  }

  Path file() {
    return file;
  }

  /// {@return the names of the columns: from the header, or else numbers from 1}
  List<String> columns() {
    return columns;
  }

  /// {@return the index of a column}
  ///
  /// @param column its name or, where no column is called so, its number from 1
  /// @param option where it was named, for the message
  int index(String column, String option) {
    int index = columns.indexOf(column);
    if (index < 0 && column.matches("[0-9]{1,9}")) {
      index = Integer.parseInt(column) - 1;
    }
    if (index < 0 || index >= columns.size()) {
      throw new DataException(
          "%s:1: no column '%s', which %s names; columns are %s"
              .formatted(file, column, option, String.join(", ", columns)));
    }
    return index;
  }

  /// {@return the next row; null after the last}
  ///
  /// @throws DataException if it has not as many cells as there are columns
  @Nullable CsvRecord next() {
    CsvRecord row = first;
    first = null;
    if (row == null) {
      row = read();
    }
    if (row != null && row.getFieldCount() != columns.size()) {
      throw new DataException(
          ("%s:%d: must have %d cells like the first row, got %d;"
                  + " mend the row, or set collect.source.delimiter")
              .formatted(file, line, columns.size(), row.getFieldCount()));
    }
    return row;
  }

  private @Nullable CsvRecord read() {
    try {
      if (!records.hasNext()) {
        return null;
      }
      CsvRecord row = records.next();
      line = row.getStartingLineNumber();
      return row;
    } catch (CsvParseException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new DataException(
          "%s: after line %d: must be CSV, got text that is not: %s; mend the quotes"
              .formatted(file, line, cause.getMessage()),
          e);
    } catch (UncheckedIOException e) {
      throw DataStream.unreadable(
          file, Objects.requireNonNull(e.getCause()), "set collect.source.path to a CSV file");
    }
  }

  /// {@return the line of the row that [#next] gave last, from 1}
  long line() {
    return line;
  }

  /// {@return an error in a cell of that row}
  DataException fault(int column, String what) {
    return new DataException(
        "%s:%d: column '%s' %s".formatted(file, line, columns.get(column), what));
  }

  @Override
  public void close() {
    try {
      records.close();
    } catch (IOException e) {
      throw DataStream.unreadable(file, e, "set collect.source.path to a CSV file");
    }
  }
}
