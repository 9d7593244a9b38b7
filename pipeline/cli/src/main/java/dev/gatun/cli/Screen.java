package dev.gatun.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/// Where output goes and how it may look.
///
/// @param out takes what was asked for
/// @param err takes what went wrong
/// @param terminal whether `out` is a terminal, on which a line can be rewritten
/// @param color whether `out` takes colours
record Screen(PrintStream out, PrintStream err, boolean terminal, boolean color) {
  private static final String ESCAPE = "\u001b[";

  /// {@return the screen of this process}
  static Screen ofProcess() {
    String kind = System.getenv("TERM");
    boolean terminal = isTerminal() && !"dumb".equals(kind);
    String noColor = System.getenv("NO_COLOR");
    // Always UTF-8: JSON must be, and in a bare container Java would write '?' for arrows.
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 13),
            false,
            StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    return new Screen(out, err, terminal, terminal && (noColor == null || noColor.isEmpty()));
  }

  /// {@return a screen that is no terminal}
  static Screen of(PrintStream out, PrintStream err) {
    return new Screen(out, err, false, false);
  }

  private static boolean isTerminal() {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      return true;
    }
    // Java says no as soon as standard input is redirected; Linux tells what output alone is.
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  void line(String text) {
    out.print(text);
    out.print('\n');
    out.flush();
  }

  void text(String text) {
    out.print(text);
    out.flush();
  }

  void flush() {
    out.flush();
    err.flush();
  }

  String bold(String text) {
    return styled("1", text);
  }

  String dim(String text) {
    return styled("2", text);
  }

  String good(String text) {
    return styled("32", text);
  }

  String bad(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return color ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }

  Ansi ansi() {
    return color ? Ansi.ON : Ansi.OFF;
  }
}
