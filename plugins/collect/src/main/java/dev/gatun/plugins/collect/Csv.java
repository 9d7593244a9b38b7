package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.Reads;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Examples in a CSV file: a row each, with a column for each feature and one for the target.
///
/// Cells that are empty, `?`, `NA`, `N/A`, `NaN` or `null` are missing. Columns of names must be
/// ignored or listed in `categories`. The test file, if there is one, has the same columns;
/// categories, means and classes are the training file's.
@Component(
    name = "csv",
    summary = "examples in a CSV file: a row each, with columns of numbers and a target",
    source = "RFC 4180",
    example = "{type: csv, path: iris.csv, target: species}")
@Reads({".csv", ".tsv"})
public record Csv(
    @Option("file with the training examples") Path path,
    @Option("file with test examples; none if left out") Optional<Path> testPath,
    @Option("column of the target: its name, or its number from 1; none if left out")
        Optional<String> target,
    @Option("whether the first row has the names of the columns") @Default("true") boolean header,
    @Option("what separates columns: one character, or tab") @Default("','") String delimiter,
    @Option(
            "what the target is; auto: classes if it has names, or at most 20 different whole"
                + " numbers, each twice on average")
        @Default("auto")
        Task task,
    @Option("the classes in the order of their labels; sorted as found if left out")
        List<String> classes,
    @Option(
            "what to do with missing cells: error, drop the row, or put in the mean of the column"
                + " over the file")
        @Default("error")
        Missing missing,
    @Option("columns that are not features, by name or number from 1") List<String> ignore,
    @Option("columns of names, to be one-hot encoded") List<Category> categories)
    implements Source {
  /// What to do with missing cells.
  public enum Missing {
    /// Say where the first one is.
    ERROR,
    /// Leave out the row.
    DROP,
    /// Put in the mean of the column over the training file.
    MEAN
  }

  /// A column to be one-hot encoded.
  ///
  /// @param column its name, or its number from 1
  /// @param values what it may hold, in the order of the outputs; sorted as found in the training
  ///   file if left out
  public record Category(
      @Option("its name, or its number from 1") String column,
      @Option("what it may hold, in the order of the outputs; sorted as found if left out")
          List<String> values) {}

  /// Checks that the options go together.
  ///
  /// @throws IllegalArgumentException if the delimiter is not a character, or options contradict
  ///   each other
  public Csv {
    if (!delimiter.equals("tab") && (delimiter.length() != 1 || "\"\r\n".contains(delimiter))) {
      throw new IllegalArgumentException(
          "delimiter must be one character other than a quote or a line end, or tab, got '%s'"
              .formatted(delimiter));
    }
    if (task == Task.VALUES && !classes.isEmpty()) {
      throw new IllegalArgumentException("classes have no meaning with task: values; remove one");
    }
    if (target.isEmpty() && (task != Task.AUTO || !classes.isEmpty())) {
      throw new IllegalArgumentException("task and classes need target, the column they are about");
    }
  }

  @Override
  public Dataset read(Reading reading) {
    CsvTable table = CsvTable.read(this, path, null);
    reading.used(path);
    Examples train = table.examples(reading.workspace());
    Optional<Examples> test =
        testPath.map(file -> {
          CsvTable read = CsvTable.read(this, file, table);
          reading.used(file);
          return read.examples(reading.workspace());
        });
    return new Dataset(train, test);
  }

  /// Takes the columns of the training file's features, with its categories and means. Where the
  /// file is [#path] itself, every column is a feature, and a first row of numbers no header.
  @Override
  public Examples inputs(Path file, Reading reading) {
    boolean alone = file.toAbsolutePath().equals(path.toAbsolutePath());
    boolean names = alone ? CsvRows.hasHeader(file, separator()) : header;
    Csv features =
        new Csv(
            path,
            Optional.empty(),
            Optional.empty(),
            names,
            delimiter,
            Task.AUTO,
            List.of(),
            missing == Missing.MEAN ? missing : Missing.ERROR,
            ignore,
            categories);
    CsvTable trained = alone ? null : CsvTable.read(this, path, null);
    CsvTable read = CsvTable.read(features, file, trained);
    reading.used(file);
    return read.examples(reading.workspace());
  }

  char separator() {
    return delimiter.equals("tab") ? '\t' : delimiter.charAt(0);
  }
}
