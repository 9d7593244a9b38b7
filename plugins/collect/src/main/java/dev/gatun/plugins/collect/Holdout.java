package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Below;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Split;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Sets random examples aside for validation and test.
///
/// A part gets its fraction of the examples, rounded to the nearest number. Stratified, each class
/// gives its fraction, and what rounding leaves over goes to the classes with the largest
/// remainders, so that the parts' sizes stay exact.
@Component(name = "holdout", summary = "sets random examples aside for validation and test")
public record Holdout(
    @Option("fraction of the examples for validation") @Default("0.1") @AtLeast(0) @Below(1)
        double validation,
    @Option("fraction of the examples for test; not needed where the source gives a test set")
        @Default("0")
        @AtLeast(0)
        @Below(1)
        double test,
    @Option("take the same fraction of each class") @Default("true") boolean stratified)
    implements Split {
  private static final byte TRAIN = 0;
  private static final byte VALIDATION = 1;
  private static final byte TEST = 2;

  /// Checks that something is left to train with.
  ///
  /// @throws IllegalArgumentException unless `validation + test < 1`
  public Holdout {
    if (!(validation + test < 1)) {
      throw new IllegalArgumentException(
          "validation + test must be below 1, got %s + %s".formatted(validation, test));
    }
  }

  @Override
  public Parts split(Examples examples, RandomGenerator random) {
    int count = examples.count();
    int validating = size("validation", validation, count);
    int testing = size("test", test, count);
    if (validating + testing >= count) {
      throw new DataException(
          ("split: %d of %d examples are held out and none is left to train with;"
                  + " lower collect.split.validation or collect.split.test")
              .formatted(validating + testing, count));
    }
    int[][] groups = groups(examples);
    int[] room = Arrays.stream(groups).mapToInt(group -> group.length).toArray();
    int[] sizes = room.clone();
    int[] forValidation = apportion(validating, validation, sizes, room);
    int[] forTest = apportion(testing, test, sizes, room);
    return parts(groups, forValidation, forTest, random);
  }

  private static int size(String part, double fraction, int count) {
    int size = (int) Math.round(fraction * count);
    if (size == 0 && fraction > 0) {
      throw new DataException(
          ("split: %s %s of %d examples must be at least 1, got 0;"
                  + " raise collect.split.%s, set it to 0, or use more examples")
              .formatted(part, fraction, count, part));
    }
    return size;
  }

  /// {@return the rows of each class, or all rows as one group}
  private int[][] groups(Examples examples) {
    if (stratified && examples.targets() instanceof Targets.Classes classes) {
      int[] counts = new int[classes.names().size()];
      for (int row = 0; row < examples.count(); row++) {
        counts[classes.label(row)]++;
      }
      int[][] groups = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
      int[] filled = new int[counts.length];
      for (int row = 0; row < examples.count(); row++) {
        int label = classes.label(row);
        groups[label][filled[label]++] = row;
      }
      return groups;
    }
    return new int[][] {IntStream.range(0, examples.count()).toArray()};
  }

  /// Divides a part among the groups by the method of largest remainders.
  ///
  /// @param total size of the part
  /// @param sizes of the groups
  /// @param room what is left of each group; what is taken goes off
  /// @return how many rows each group gives
  private static int[] apportion(int total, double fraction, int[] sizes, int[] room) {
    int[] shares = new int[sizes.length];
    double[] remainders = new double[sizes.length];
    int left = total;
    for (int i = 0; i < sizes.length; i++) {
      double quota = fraction * sizes[i];
      shares[i] = Math.min((int) quota, Math.min(room[i], left));
      remainders[i] = quota - shares[i];
      left -= shares[i];
    }
    int[] order =
        IntStream.range(0, sizes.length)
            .boxed()
            .sorted((a, b) -> Double.compare(remainders[b], remainders[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int at = 0; left > 0; at = (at + 1) % order.length) {
      int i = order[at];
      if (shares[i] < room[i]) {
        shares[i]++;
        left--;
      }
    }
    for (int i = 0; i < sizes.length; i++) {
      room[i] -= shares[i];
    }
    return shares;
  }

  private static Parts parts(
      int[][] groups, int[] forValidation, int[] forTest, RandomGenerator random) {
    byte[] partOf = new byte[Arrays.stream(groups).mapToInt(rows -> rows.length).sum()];
    for (int g = 0; g < groups.length; g++) {
      int[] rows = groups[g];
      PhiloxRandom.shuffle(rows, random);
      for (int i = 0; i < forValidation[g] + forTest[g]; i++) {
        partOf[rows[i]] = i < forValidation[g] ? VALIDATION : TEST;
      }
    }
    return new Parts(
        rows(partOf, TRAIN, partOf.length - sum(forValidation) - sum(forTest)),
        rows(partOf, VALIDATION, sum(forValidation)),
        rows(partOf, TEST, sum(forTest)));
  }

  private static int sum(int[] numbers) {
    return Arrays.stream(numbers).sum();
  }

  /// Rows in the order of the data are gathered faster; training shuffles its own.
  private static int[] rows(byte[] partOf, byte part, int count) {
    int[] rows = new int[count];
    int at = 0;
    for (int row = 0; at < count; row++) {
      if (partOf[row] == part) {
        rows[at++] = row;
      }
    }
    return rows;
  }
}
