package dev.gatun.plugins.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.Shape;
import dev.gatun.plugins.collect.Csv.Category;
import dev.gatun.plugins.collect.Csv.Missing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
  @TempDir Path folder;
  private final TestReading reading = new TestReading(7);

  @AfterEach
  void close() {
    reading.close();
  }

  /// Options with what tests seldom change left as by default.
  private static final class Options {
    private Optional<Path> test = Optional.empty();
    private Optional<String> target = Optional.of("y");
    private boolean header = true;
    private String delimiter = ",";
    private Task task = Task.AUTO;
    private List<String> classes = List.of();
    private Missing missing = Missing.ERROR;
    private List<String> ignore = List.of();
    private List<Category> categories = List.of();

    Csv of(Path path) {
      return new Csv(
          path, test, target, header, delimiter, task, classes, missing, ignore, categories);
    }
  }

  private Path file(String name, String... lines) {
    try {
      return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data(String... lines) {
    return file("data.csv", lines);
  }

  private Examples read(Options options, String... lines) {
    return options.of(data(lines)).read(reading).train();
  }

  private void fails(Options options, Path path, String message) {
    assertThatThrownBy(() -> options.of(path).read(reading))
        .isInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private void fails(Options options, String message, String... lines) {
    Path path = data(lines);
    fails(options, path, path + message);
  }

  @Test
  void namesBecomeSortedClasses() {
    Examples examples = read(new Options(), "a,y,b", "1,red,2.5", "-3e1,blue,+.5", "0,red,4.");
    assertThat(examples.inputs().shape()).isEqualTo(Shape.of(3, 2));
    assertThat(Numbers.of(examples.inputs())).containsExactly(1, 2.5, -30, 0.5, 0, 4);
    assertThat(examples.range()).isEmpty();
    assertThat(Numbers.classes(examples)).containsExactly("blue", "red");
    assertThat(Numbers.labels(examples)).containsExactly(1, 0, 1);
    assertThat(reading.used).containsExactly(folder.resolve("data.csv"));
  }

  @Test
  void fewWholeNumbersAreClassesInNumericalOrder() {
    Examples examples = read(new Options(), "a,y", "1,10", "2,9", "3,10", "4,9");
    assertThat(Numbers.classes(examples)).containsExactly("9", "10");
    assertThat(Numbers.labels(examples)).containsExactly(1, 0, 1, 0);
  }

  @Test
  void otherNumbersAreValues() {
    assertThat(Numbers.values(read(new Options(), "a,y", "1,10", "2,9", "3,8")))
        .containsExactly(10, 9, 8);
    assertThat(Numbers.values(read(new Options(), "a,y", "1,1", "2,1", "3,1.5", "3,1")))
        .containsExactly(1, 1, 1.5, 1);
  }

  @Test
  void theTaskMayBeForced() {
    Options options = new Options();
    options.task = Task.VALUES;
    assertThat(Numbers.values(read(options, "a,y", "1,0", "2,1", "3,0", "4,1")))
        .containsExactly(0, 1, 0, 1);
    options.task = Task.CLASSES;
    assertThat(Numbers.classes(read(options, "a,y", "1,0.5", "2,1.5")))
        .containsExactly("0.5", "1.5");
  }

  @Test
  void classesMayBeListed() {
    Options options = new Options();
    options.classes = List.of("red", "green", "blue");
    Examples examples = read(options, "a,y", "1,blue", "2,red");
    assertThat(Numbers.classes(examples)).containsExactly("red", "green", "blue");
    assertThat(Numbers.labels(examples)).containsExactly(2, 0);
  }

  @Test
  void columnsMayBeNumbersAndThereMayBeNoTarget() {
    Options options = new Options();
    options.header = false;
    options.target = Optional.of("2");
    options.ignore = List.of("1");
    Examples examples = read(options, "8,red,1", "8,blue,2");
    assertThat(Numbers.of(examples.inputs())).containsExactly(1, 2);
    Options none = new Options();
    none.target = Optional.empty();
    assertThat(read(none, "a,y", "1,2").targets()).isEqualTo(new Targets.None());
  }

  @Test
  void cellsMayBeQuotedPaddedAndSeparatedByTabs() {
    Options options = new Options();
    options.delimiter = "tab";
    options.target = Optional.of("the y");
    Examples examples =
        read(options, "\uFEFFa\t\"the y\"", " 1 \t\"light, \"\"red\"\"\"", "", "2\tblue");
    assertThat(Numbers.of(examples.inputs())).containsExactly(1, 2);
    assertThat(Numbers.classes(examples)).containsExactly("blue", "light, \"red\"");
  }

  @Test
  void missingCellsMayBeDroppedOrFilledWithTheMean() {
    String[] lines = {"a,b,y", "1,2,red", ",4,blue", "4,?,red", "7,9,NA"};
    Options options = new Options();
    options.missing = Missing.DROP;
    assertThat(Numbers.of(read(options, lines).inputs())).containsExactly(1, 2);
    options.missing = Missing.MEAN;
    String[] labelled = {"a,b,y", "1,2,red", ",4,blue", "4,?,red"};
    assertThat(Numbers.of(read(options, labelled).inputs())).containsExactly(1, 2, 2.5, 4, 4, 3);
    fails(
        options,
        ":5: column 'y' must be a target, got 'NA'; drop the row or set collect.source.missing to"
            + " drop",
        lines);
  }

  @Test
  void columnsOfNamesAreEncodedWhereAskedFor() {
    Options options = new Options();
    options.categories = List.of(new Category("o", List.of()));
    String[] lines = {"a,o,y", "1,usa,1.5", "2,japan,2.5", "3,europe,3.5", "4,usa,4.5"};
    assertThat(Numbers.of(read(options, lines).inputs()))
        .containsExactly(1, 0, 0, 1, 2, 0, 1, 0, 3, 1, 0, 0, 4, 0, 0, 1);
    options.categories = List.of(new Category("o", List.of("usa", "japan", "europe", "asia")));
    assertThat(read(options, lines).inputs().shape()).isEqualTo(Shape.of(4, 5));
    options.categories = List.of(new Category("o", List.of("usa", "japan")));
    fails(
        options,
        ":4: column 'o' must be one of japan, usa, got 'europe'; list all values in"
            + " collect.source.categories",
        lines);
    options.categories = List.of(new Category("y", List.of()));
    fails(
        options,
        ":1: column 'y' must be a feature to be one-hot encoded, got the target or an ignored"
            + " column; remove it from collect.source.categories",
        lines);
  }

  @Test
  void theTestFileGoesByTheTrainingFile() {
    Options options = new Options();
    options.categories = List.of(new Category("o", List.of()));
    options.missing = Missing.MEAN;
    options.test = Optional.of(file("test.csv", "o,extra,y,a", "x,7,blue,", "z,7,red,5"));
    Dataset data = options.of(data("a,o,y", "1,x,red", "3,z,blue", "2,w,red")).read(reading);
    Examples test = data.test().orElseThrow();
    assertThat(Numbers.of(test.inputs())).containsExactly(2, 0, 1, 0, 5, 0, 0, 1);
    assertThat(Numbers.labels(test)).containsExactly(0, 1);
    assertThat(reading.used).hasSize(2);
  }

  @Test
  void saysWhereTheTestFileDiffers() {
    Options options = new Options();
    Path unlike = file("test.csv", "a,y", "1,green");
    options.test = Optional.of(unlike);
    Path train = data("a,y", "1,red", "2,blue");
    fails(
        options,
        train,
        unlike
            + ":2: column 'y' must be one of the classes blue, red, got 'green'; list all classes"
            + " in collect.source.classes");
    Path narrow = file("narrow.csv", "y", "red");
    options.test = Optional.of(narrow);
    fails(
        options, train, narrow + ":1: no column 'a', which the training file names; columns are y");
  }

  @Test
  void saysWhichFileIsMissingOrEmpty() {
    Path gone = folder.resolve("gone.csv");
    fails(new Options(), gone, gone + ": no such file; set collect.source.path to a CSV file");
    Path empty = IdxBytes.write(folder.resolve("empty.csv"), new byte[0]);
    fails(new Options(), empty, empty + ": is empty; set collect.source.path to a CSV file");
    fails(
        new Options(),
        ": must have a row below the header, got none; add one, or set collect.source.header",
        "a,y");
    Options drops = new Options();
    drops.missing = Missing.DROP;
    fails(
        drops,
        ": must have a row without missing cells, got 1 rows with some; set"
            + " collect.source.missing or collect.source.ignore",
        "a,y",
        ",1");
  }

  @Test
  void saysWhichCellIsNoNumber() {
    fails(
        new Options(),
        ":3: column 'a' must be a number, got ''; drop the row or set collect.source.missing",
        "a,y",
        "1,red",
        ",red");
    for (String text : List.of("usa", "1f", "0x10", "1,5", "Infinity", "1e", "--1")) {
      fails(
          new Options(),
          (":2: column 'a' must be a number, got '%s'; add the column to collect.source.ignore, or"
                  + " to collect.source.categories to one-hot encode it")
              .formatted(text),
          "a,y",
          "\"" + text + "\",red");
    }
    fails(
        new Options(),
        ":2: column 'a' must be within ±3.4e38, got 1e39; mend the cell",
        "a,y",
        "1e39,red");
  }

  @Test
  void saysWhichTargetIsNoNumber() {
    Options options = new Options();
    options.task = Task.VALUES;
    fails(
        options,
        ":3: column 'y' must be a number within ±3.4e38, got 'red'; set collect.source.task to"
            + " classes if targets are names",
        "a,y",
        "1,2",
        "1,red");
  }

  @Test
  void saysWhatIsWrongWithTheColumns() {
    Options options = new Options();
    options.target = Optional.of("species");
    fails(
        options,
        ":1: no column 'species', which collect.source.target names; columns are a, y",
        "a,y",
        "1,2");
    fails(
        new Options(),
        ":1: columns must have different names, got 'a' twice; rename one, or set"
            + " collect.source.header to false",
        "a,a,y",
        "1,1,2");
    fails(
        new Options(),
        ":1: the first row must have the names of the columns, got '5.1'; set"
            + " collect.source.header to false",
        "5.1,y",
        "1,2");
    fails(
        new Options(),
        ":1: must have a column besides the target and the ignored ones, got y; set"
            + " collect.source.delimiter or collect.source.ignore",
        "y",
        "1");
    fails(
        new Options(),
        ":3: must have 2 cells like the first row, got 3; mend the row, or set"
            + " collect.source.delimiter",
        "a,y",
        "1,2",
        "1,2,3");
  }

  @Test
  void saysWhereQuotesAreWrong() {
    Path path = data("a,y", "1,red", "2,\"red", "3,blue");
    assertThatThrownBy(() -> new Options().of(path).read(reading))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(path + ": after line 2: must be CSV, got text that is not: ")
        .hasMessageEndingWith("; mend the quotes");
  }

  @Test
  void optionsMustGoTogether() {
    Options delimiter = new Options();
    delimiter.delimiter = "::";
    assertThatThrownBy(() -> delimiter.of(folder))
        .hasMessage(
            "delimiter must be one character other than a quote or a line end, or tab, got '::'");
    Options values = new Options();
    values.task = Task.VALUES;
    values.classes = List.of("a");
    assertThatThrownBy(() -> values.of(folder))
        .hasMessage("classes have no meaning with task: values; remove one");
    Options none = new Options();
    none.target = Optional.empty();
    none.task = Task.CLASSES;
    assertThatThrownBy(() -> none.of(folder))
        .hasMessage("task and classes need target, the column they are about");
  }

  @Test
  void readsRealTables() {
    String data = System.getenv("GATUN_DATA");
    assumeTrue(data != null, "skipped: GATUN_DATA does not name a folder with tabular");
    Path tables = Path.of(data, "tabular");
    Options iris = new Options();
    iris.target = Optional.of("species");
    Examples flowers = iris.of(tables.resolve("iris.csv")).read(reading).train();
    assertThat(flowers.inputs().shape()).isEqualTo(Shape.of(150, 4));
    assertThat(Numbers.classes(flowers)).containsExactly("setosa", "versicolor", "virginica");
    Options wine = new Options();
    wine.target = Optional.of("class_label");
    wine.ignore = List.of("class_name");
    assertThat(Numbers.classes(wine.of(tables.resolve("wine.csv")).read(reading).train()))
        .containsExactly("1", "2", "3");
    Options mpg = new Options();
    mpg.target = Optional.of("mpg");
    mpg.missing = Missing.DROP;
    mpg.ignore = List.of("name");
    mpg.categories = List.of(new Category("origin", List.of()));
    Examples cars = mpg.of(tables.resolve("mpg.csv")).read(reading).train();
    assertThat(cars.inputs().shape()).isEqualTo(Shape.of(392, 9));
    assertThat(Numbers.values(cars)[0]).isEqualTo(18);
  }

  @Test
  void newInputsHaveTheColumnsOfTheTraining() {
    Csv csv = new Options().of(data("a,b,y", "1,2,red", "3,4,blue"));
    Path more = file("more.csv", "b,id,a", "20,7,10", "40,8,30");
    assertThat(Numbers.of(csv.inputs(more, reading).inputs())).containsExactly(10, 20, 30, 40);
    assertThatThrownBy(() -> csv.inputs(file("few.csv", "b", "2"), reading))
        .hasMessage(
            folder.resolve("few.csv")
                + ":1: no column 'a', which the training file names; columns are b");
  }

  @Test
  void allColumnsOfAFileAloneAreInputs() {
    Path bare = file("bare.csv", "1,1,2", "3,4,5");
    Path named = file("named.csv", "a,b", "1,2");
    for (Path path : List.of(bare, named)) {
      Options options = new Options();
      options.target = Optional.empty();
      double[] expected = path.equals(bare) ? new double[] {1, 1, 2, 3, 4, 5} : new double[] {1, 2};
      assertThat(Numbers.of(options.of(path).inputs(path, reading).inputs()))
          .containsExactly(expected);
    }
  }
}
