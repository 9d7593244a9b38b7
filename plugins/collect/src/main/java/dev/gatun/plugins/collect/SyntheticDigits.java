package dev.gatun.plugins.collect;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Option;
import dev.gatun.api.PhiloxRandom;
import dev.gatun.api.Range;
import dev.gatun.api.Source;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Philox;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Tensor;
import dev.gatun.engine.Workspace;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Digits drawn from the run's seed: data without any file, in the form of MNIST.
///
/// Images are drawn on all processors; each is a pure function of the seed, its part and its row,
/// so that their number changes nothing.
@Component(
    name = "synthetic-digits",
    summary = "digits that look handwritten, drawn from the seed: 28×28, 10 classes, no files")
public record SyntheticDigits(
    @Option("training examples") @Default("12000") @AtLeast(10) int examples,
    @Option("test examples; 0: none") @Default("2000") @AtLeast(0) int testExamples)
    implements Source {
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final Range INK = new Range(0, 255);

  /// How many images a thread draws before it takes the next ones.
  private static final int CHUNK = 64;

  @Override
  public Dataset read(Reading reading) {
    Workspace workspace = reading.workspace();
    Examples train = draw(workspace, reading.seed(), "synthetic-digits.train", examples);
    return new Dataset(
        train,
        testExamples == 0
            ? Optional.empty()
            : Optional.of(draw(workspace, reading.seed(), "synthetic-digits.test", testExamples)));
  }

  private static Examples draw(Workspace workspace, long seed, String part, int count) {
    int side = DigitRenderer.SIDE;
    Tensor images = workspace.allocate(ElementType.U8, Shape.of(count, 1, side, side));
    Tensor labels = workspace.allocate(ElementType.I32, Shape.of(count));
    int[] digits = shuffledDigits(count, PhiloxRandom.of(seed, part));
    MemorySegment.copy(digits, 0, labels.segment(), ValueLayout.JAVA_INT, 0, count);
    long key = Philox.key(seed, part);
    IntStream.range(0, (count + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(chunk -> drawChunk(key, digits, chunk * CHUNK, images.segment()));
    return new Examples(
        images, Optional.of(INK), new Targets.Classes(labels, DIGITS), Optional.empty());
  }

  private static int[] shuffledDigits(int count, RandomGenerator random) {
    int[] digits = IntStream.range(0, count).map(i -> i % 10).toArray();
    PhiloxRandom.shuffle(digits, random);
    return digits;
  }

  private static void drawChunk(long key, int[] digits, int from, MemorySegment images) {
    int count = Math.min(CHUNK, digits.length - from);
    byte[] pixels = new byte[count * DigitRenderer.PIXELS];
    DigitRenderer renderer = new DigitRenderer();
    for (int i = 0; i < count; i++) {
      renderer.draw(key, from + i, digits[from + i], pixels, i * DigitRenderer.PIXELS);
    }
    MemorySegment.copy(
        pixels,
        0,
        images,
        ValueLayout.JAVA_BYTE,
        (long) from * DigitRenderer.PIXELS,
        pixels.length);
  }
}
