package dev.gatun.tests.bench;

import dev.gatun.runner.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.zip.GZIPOutputStream;

/// Training from a file larger than the memory that the process may take, beside training from
/// memory: `gatun run` in a process of its own, limited to 2 GiB of heap and off-heap memory.
public final class StreamingBench {
  private static final int COLUMNS = 784;
  private static final int CLASSES = 10;
  private static final long GIBIBYTE = 1L << 30;

  /// What heap and off-heap memory may take together.
  private static final long BUDGET = 2 * GIBIBYTE;

  /// Rows that are written again and again.
  private static final int BLOCK_ROWS = 65_536;

  /// Rows of the data set that is held in memory.
  private static final int SMALL_ROWS = BLOCK_ROWS;

  private StreamingBench() {}

  /// A run to be measured.
  ///
  /// @param title what is special about it
  /// @param inputs file of the inputs
  /// @param labels file of their labels
  /// @param rows in the files
  /// @param epochs to train
  private record Trial(String title, Path inputs, Path labels, long rows, int epochs) {}

  /// Writes the files, trains, prints a table, and deletes the files.
  ///
  /// @param arguments folder for the files, by default a temporary one, and the size of the large
  ///   one in GiB, by default 8
  /// @throws IOException if there is no room, or a file cannot be written
  public static void main(String[] arguments) throws IOException {
    Path parent = arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("gatun");
    long size = GIBIBYTE * (arguments.length > 1 ? Long.parseLong(arguments[1]) : 8);
    Files.createDirectories(parent);
    long room = Files.getFileStore(parent).getUsableSpace();
    if (room < size + GIBIBYTE) {
      throw new IOException(
          "%s: must have room for %d bytes, got %d; name another folder"
              .formatted(parent, size + GIBIBYTE, room));
    }
    Surroundings.describe().forEach((key, value) -> System.out.println(key + ": " + value));
    Path folder = Files.createTempDirectory(parent, "streaming");
    try {
      measure(folder, Math.ceilDiv(size, (long) BLOCK_ROWS * COLUMNS));
    } finally {
      Folders.delete(folder);
    }
  }

  private static void measure(Path folder, long blocks) throws IOException {
    long rows = blocks * BLOCK_ROWS;
    int epochs = Math.toIntExact(Math.max(1, rows / SMALL_ROWS / 4));
    Path smallLabels = labels(folder.resolve("small-labels"), 1);
    Path labels = labels(folder.resolve("large-labels"), blocks);
    Path small = inputs(folder.resolve("small"), 1);
    Path large = inputs(folder.resolve("large"), blocks);
    List<Trial> trials =
        List.of(
            new Trial(
                "in memory",
                packed(small, folder.resolve("small.gz")),
                smallLabels,
                SMALL_ROWS,
                epochs),
            new Trial("mapped, as many examples", small, smallLabels, SMALL_ROWS, epochs),
            new Trial("mapped, larger than the budget", large, labels, rows, 1));
    List<List<Object>> table = new ArrayList<>();
    for (Trial trial : trials) {
      table.add(row(trial, folder.resolve("run-" + table.size())));
    }
    new Table(
            "784-64-10, batch 128, one worker a processor, in a process that may take 2 GiB of"
                + " memory besides mapped files; peaks in MiB",
            List.of(
                new Table.Column("data", 0),
                new Table.Column("GiB", 2),
                new Table.Column("examples", 0),
                new Table.Column("epochs", 0),
                new Table.Column("examples/s", 0),
                new Table.Column("anonymous", 0),
                new Table.Column("of files", 0)),
            table)
        .print(System.out);
  }

  private static List<Object> row(Trial trial, Path out) throws IOException {
    Path definition = out.resolveSibling("definition.yaml");
    Files.writeString(
        definition,
        """
        name: streaming
        collect:
          source: {type: idx, path: '%s', labels: '%s'}
          transforms: [{type: scale}]
        model:
          type: sequential
          layers: [{id: hidden, type: linear, units: 64}, relu, {type: linear, units: auto}]
        loss: cross-entropy
        train: {epochs: %d, batch-size: 128, optimizer: {type: sgd, learning-rate: 0.01}}
        evaluate: {}
        """
            .formatted(trial.inputs(), trial.labels(), trial.epochs()));
    LimitedRun.Outcome outcome = LimitedRun.of(definition, out, BUDGET);
    if (outcome.anonymousBytes() > BUDGET) {
      throw new IllegalStateException(
          "%s: must take at most %d bytes, got %.0f"
              .formatted(trial.title(), BUDGET, outcome.anonymousBytes()));
    }
    Map<?, ?> train = (Map<?, ?>) Json.readObject(outcome.document()).get("train");
    return List.of(
        trial.title(),
        (double) Files.size(trial.inputs()) / GIBIBYTE,
        (double) trial.rows(),
        (double) trial.epochs(),
        train == null
            ? Double.NaN
            : ((Number) Objects.requireNonNull(train.get("examplesPerSecond"))).doubleValue(),
        outcome.anonymousBytes() / (1 << 20),
        outcome.fileBytes() / (1 << 20));
  }

  /// Writes images of noise, brighter in a band that tells the class.
  private static Path inputs(Path file, long blocks) throws IOException {
    byte[] block = new byte[BLOCK_ROWS * COLUMNS];
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    random.nextBytes(block);
    for (int row = 0; row < BLOCK_ROWS; row++) {
      int band = row % CLASSES * (COLUMNS / CLASSES);
      for (int i = 0; i < COLUMNS / CLASSES; i++) {
        block[row * COLUMNS + band + i] |= (byte) 0x80;
      }
    }
    return write(file, header(0x08_03, blocks, 28, 28), block, blocks);
  }

  private static Path labels(Path file, long blocks) throws IOException {
    byte[] block = new byte[BLOCK_ROWS];
    for (int row = 0; row < BLOCK_ROWS; row++) {
      block[row] = (byte) (row % CLASSES);
    }
    return write(file, header(0x08_01, blocks), block, blocks);
  }

  private static ByteBuffer header(int kind, long blocks, int... extents) {
    ByteBuffer header = ByteBuffer.allocate(8 + 4 * extents.length);
    header.putInt(kind).putInt(Math.toIntExact(blocks * BLOCK_ROWS));
    for (int extent : extents) {
      header.putInt(extent);
    }
    return header.flip();
  }

  private static Path write(Path file, ByteBuffer header, byte[] block, long blocks)
      throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(header);
      for (long i = 0; i < blocks; i++) {
        ByteBuffer rest = ByteBuffer.wrap(block);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
    }
    System.out.printf(Locale.ROOT, "wrote %s, %,d bytes%n", file.getFileName(), Files.size(file));
    return file;
  }

  /// Packed files are not mapped.
  private static Path packed(Path file, Path to) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
      Files.copy(file, out);
    }
    return to;
  }
}
