package dev.gatun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gatun.runner.Event;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class LiveLineTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Screen screen(boolean color) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new Screen(out, out, true, color);
  }

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void rewritesOneLine() {
    new LiveLine(screen(false)).show(3, 10, 42, 84, 0.12345, 128_571.4);

    assertThat(written())
        .isEqualTo(
            "\r\u001b[?7lepoch 3/10  "
                + "━".repeat(10)
                + "─".repeat(10)
                + "  batch 42/84  loss 0.1235  128571 examples/s\u001b[K\u001b[?7h");
  }

  @Test
  void colorsOnlyWhereTheyAreWanted() {
    new LiveLine(screen(true)).show(1, 1, 1, 2, -0.5, -1);

    assertThat(written()).contains("\u001b[32m").contains("loss -0.5000").doesNotContain("/s");
  }

  @Test
  void hugeNumbersFit() {
    new LiveLine(screen(true))
        .show(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Long.MAX_VALUE / 100,
            Long.MAX_VALUE,
            Double.MAX_VALUE,
            Double.MAX_VALUE);

    assertThat(written()).contains("2147483647/2147483647").contains("9223372036854775807");
  }

  @Test
  void theEpochTakesTheLinesPlace() {
    RunView view = new RunView(screen(false));
    SequencedMap<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("epoch", 1.0);
    numbers.put("train.loss", 0.25);
    numbers.put("train.examplesPerSecond", 1234.0);

    view.on(new Event.Progressed(1, 2, 16, 32, 2048, 0.5));
    view.on(new Event.EpochDone(1, 2, numbers));
    view.on(new Event.Finished(Path.of("run")));

    assertThat(written()).endsWith("\r\u001b[Kepoch 1/2  loss 0.2500  1,234 examples/s\n");
  }

  @Test
  void showingAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LiveLine line =
        new LiveLine(
            new Screen(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                true,
                true));
    for (int i = 0; i < 1000; i++) {
      line.show(1, 10, i, 1000, 0.5, 1e5);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1000; i++) {
      line.show(1, 10, i, 1000, 0.5, 1e5);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
  }
}
