package dev.gatun.runner.definition;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/// Says in our words what a YAML parser refuses.
final class YamlSyntax {
  private YamlSyntax() {}

  /// Explains an exception of the parser.
  ///
  /// @param cause what it threw
  /// @param text what it read
  /// @param source what to call the text
  /// @param lines whether positions in it have lines
  /// @param last where the parser was, for exceptions that do not say
  static DefinitionException explained(
      RuntimeException cause, String text, String source, boolean lines, Position last) {
    if (cause instanceof ReaderException reader) {
      return new DefinitionException(
          lines ? locate(text, reader.getPosition(), source) : last,
          "",
          "the character U+%04X is not allowed; remove it".formatted(reader.getCodePoint()));
    }
    if (cause instanceof MarkedYamlEngineException marked) {
      Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
      Position position = lines && mark.isPresent() ? at(mark.get(), source) : last;
      return new DefinitionException(position, "", message(marked, mark, text, lines));
    }
    if (cause instanceof YamlVersionException) {
      return new DefinitionException(last, "", "must be YAML 1.2; remove the line '%YAML'");
    }
    String said = cause.getMessage();
    return new DefinitionException(
        last, "", "cannot be read as YAML from here on" + (said == null ? "" : ": " + line(said)));
  }

  private static Position at(Mark mark, String source) {
    return new Position(source, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static Position locate(String text, int index, String source) {
    int line = 1;
    int column = 1;
    int count = 0;
    for (int i = 0; i < text.length() && count < index; count++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      column++;
      if (c == '\n') {
        line++;
        column = 1;
      }
    }
    return new Position(source, line, column);
  }

  private static String message(
      MarkedYamlEngineException e, Optional<Mark> mark, String text, boolean lines) {
    if (mark.isPresent() && hasTabIndent(text, mark.get())) {
      return "a line must be indented with spaces, got a tab; use spaces";
    }
    String problem = line(e.getProblem() == null ? "not YAML" : e.getProblem());
    String begun = lines ? begun(e, mark) : "";
    String context = String.valueOf(e.getContext());
    if (context.contains("flow mapping") || context.contains("flow sequence")) {
      char bracket = context.contains("mapping") ? '{' : '[';
      String where = lines ? e.getContextMark().map(at -> " of " + place(at)).orElse("") : "";
      return "the '%s'%s must be closed, or text with special characters put in quotes"
          .formatted(bracket, where);
    }
    return switch (problem) {
      case "mapping values are not allowed here" ->
          "a ': ' is not allowed here; put text that contains ': ' in quotes, and check the"
              + " indentation";
      case "could not find expected ':'" -> "a key must be followed by ': '" + begun;
      case "found unexpected end of stream" -> "the text ends too early; close the quotes" + begun;
      default -> {
        if (problem.startsWith("expected <block end>")) {
          yield "nothing may stand here; check indentation and quotes" + begun;
        }
        int refused = problem.indexOf("' that cannot start any token");
        yield refused > 0
            ? "text must not begin with '" + problem.charAt(refused - 1) + "'; put it in quotes"
            : problem
                    .replace("'<", "<")
                    .replace(">'", ">")
                    .replace(", but got ", ", got ")
                    .replace(", got :", ", got ':'")
                + begun;
      }
    };
  }

  private static String begun(MarkedYamlEngineException e, Optional<Mark> problem) {
    @Nullable String context = e.getContext();
    Optional<Mark> start = e.getContextMark();
    if (context == null || start.isEmpty() || problem.isEmpty()) {
      return "";
    }
    boolean elsewhere =
        start.get().getLine() != problem.get().getLine()
            || start.get().getColumn() != problem.get().getColumn();
    String where = place(start.get());
    return " (" + line(context) + (elsewhere ? " begun at " + where : "") + ")";
  }

  private static String place(Mark mark) {
    return "%d:%d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static boolean hasTabIndent(String text, Mark mark) {
    String[] rows = text.split("\r\n|\r|\n", -1);
    if (mark.getLine() >= rows.length) {
      return false;
    }
    String row = rows[mark.getLine()];
    for (int i = 0; i < row.length() && (row.charAt(i) == ' ' || row.charAt(i) == '\t'); i++) {
      if (row.charAt(i) == '\t') {
        return true;
      }
    }
    return false;
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
