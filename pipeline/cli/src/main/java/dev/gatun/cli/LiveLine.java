package dev.gatun.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The line of a terminal that says how an epoch is going. Reuses its bytes: training must not wait
/// for a garbage collector because somebody watches.
final class LiveLine {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final int CELLS = 20;
  // Between the two codes the terminal cuts a line that is too long for it, instead of going on in
  // the next, which could not be taken back.
  private static final byte[] BEGIN = bytes("\r\u001b[?7l");
  private static final byte[] END = bytes("\u001b[K\u001b[?7h");
  private static final byte[] CLEAR = bytes("\r\u001b[K");

  private final PrintStream out;
  private final byte[] done;
  private final byte[] open;
  private final byte[] plain;
  private final byte[] line = new byte[512];
  private int length;
  private long last;
  private boolean shown;

  LiveLine(Screen screen) {
    out = screen.out();
    done = bytes(screen.color() ? "\u001b[32m" : "");
    open = bytes(screen.color() ? "\u001b[2m" : "");
    plain = bytes(screen.color() ? "\u001b[0m" : "");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final byte[] DONE_CELL = bytes("━");
  private static final byte[] OPEN_CELL = bytes("─");
  private static final byte[] EPOCH = bytes("epoch ");
  private static final byte[] BATCH = bytes("  batch ");
  private static final byte[] LOSS = bytes("  loss ");
  private static final byte[] RATE = bytes(" examples/s");

  /// {@return whether the last line is old enough to be replaced}
  boolean isDue() {
    return !shown || System.nanoTime() - last >= INTERVAL_NANOS;
  }

  /// Replaces the line.
  ///
  /// @param epoch from 1
  /// @param epochs planned
  /// @param batch done
  /// @param batches in the epoch
  /// @param loss mean so far
  /// @param rate examples a second; negative where it is not known yet
  void show(int epoch, int epochs, long batch, long batches, double loss, double rate) {
    last = System.nanoTime();
    shown = true;
    length = 0;
    add(BEGIN);
    add(EPOCH);
    add(epoch);
    add((byte) '/');
    add(epochs);
    add((byte) ' ');
    add((byte) ' ');
    bar(batch, batches);
    add(BATCH);
    add(batch);
    add((byte) '/');
    add(batches);
    add(LOSS);
    addMetric(loss);
    if (rate >= 0) {
      add((byte) ' ');
      add((byte) ' ');
      add(Math.round(rate));
      add(RATE);
    }
    add(END);
    out.write(line, 0, length);
    out.flush();
  }

  private void bar(long batch, long batches) {
    int full = batches <= 0 ? 0 : Math.clamp(batch * CELLS / batches, 0, CELLS);
    add(done);
    for (int i = 0; i < CELLS; i++) {
      if (i == full) {
        add(open);
      }
      add(i < full ? DONE_CELL : OPEN_CELL);
    }
    add(plain);
  }

  /// Takes the line away.
  void clear() {
    if (shown) {
      out.write(CLEAR, 0, CLEAR.length);
      out.flush();
      shown = false;
    }
  }

  private void add(byte[] bytes) {
    System.arraycopy(bytes, 0, line, length, bytes.length);
    length += bytes.length;
  }

  private void add(byte character) {
    line[length++] = character;
  }

  private void add(long number) {
    long rest = number;
    if (rest < 0) {
      add((byte) '-');
      rest = -rest;
    }
    long unit = 1;
    while (rest / unit >= 10) {
      unit *= 10;
    }
    for (; unit > 0; unit /= 10) {
      add((byte) ('0' + rest / unit % 10));
    }
  }

  /// Four decimals, or none where the number is too large for them to mean anything.
  private void addMetric(double value) {
    double size = Math.abs(value);
    if (!(size < 1e6)) {
      add(Math.round(value));
      return;
    }
    long scaled = Math.round(size * 10_000);
    if (value < 0 && scaled > 0) {
      add((byte) '-');
    }
    add(scaled / 10_000);
    add((byte) '.');
    for (long unit = 1000; unit > 0; unit /= 10) {
      add((byte) ('0' + scaled / unit % 10));
    }
  }
}
