package dev.gatun.cli;

/// A line on a terminal that says what is being done, until something else is said; nothing
/// elsewhere.
final class PassingLine {
  private static final String CLEAR = "\r\u001b[K";

  private final Screen screen;
  private final boolean shown;

  PassingLine(Screen screen, OutputOptions output) {
    this.screen = screen;
    this.shown = output.forPeople() && screen.terminal();
  }

  void show(String text) {
    if (shown) {
      screen.text(CLEAR + screen.dim(text));
    }
  }

  void clear() {
    if (shown) {
      screen.text(CLEAR);
    }
  }
}
