package dev.gatun.tests.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One of the mistakes in `mistakes.txt`, whose head explains the notation.
///
/// @param name what the mistake is
/// @param unseen why a schema cannot see it; empty where it does
/// @param definition the good definition with the mistake
/// @param
/// @param code the exit code
/// @param messages a line each, with `FILE` for the definition's name
record Mistake(
    String name,
    String unseen,
    String definition,
    List<String> words,
    int code,
    List<String> messages) {

  private static String text() {
    try (InputStream stream = Mistake.class.getResourceAsStream("/definitions/mistakes.txt")) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// {@return the definition in which nothing is wrong}
  static String good() {
    String text = text();
    return text.substring(text.indexOf("name: good\n"), text.indexOf("\nAfter the name"));
  }

  /// {@return all mistakes, in the order of the file}
  static List<Mistake> all() {
    String text = text();
    List<Mistake> all = new ArrayList<>();
    for (String block : text.substring(text.indexOf("\n# ") + 3).split("\n# ")) {
      all.add(of(block.lines().toList()));
    }
    return all;
  }

  private static Mistake of(List<String> lines) {
    String title = lines.getFirst();
    int bracket = title.indexOf(" [");
    String definition = good();
    List<String> words = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    int code = 2;
    for (int i = 1; i < lines.size(); i++) {
      String rest = lines.get(i).isEmpty() ? "" : lines.get(i).substring(1);
      switch (lines.get(i).isEmpty() ? ' ' : lines.get(i).charAt(0)) {
        case '-' -> {
          StringBuilder put = new StringBuilder();
          for (; i + 1 < lines.size() && lines.get(i + 1).startsWith("+"); i++) {
            put.append(lines.get(i + 1).substring(1)).append('\n');
          }
          assertThat(definition).as(title).containsOnlyOnce(rest + "\n");
          definition = definition.replace(rest + "\n", put);
        }
        case '=' -> definition = rest.strip();
        case '$' -> words.addAll(List.of(rest.strip().split(" ")));
        case '!' -> code = Integer.parseInt(rest.strip());
        case '>' -> messages.add(rest.strip());
        default -> assertThat(rest).as(title).isEmpty();
      }
    }
    return new Mistake(
        bracket < 0 ? title : title.substring(0, bracket),
        bracket < 0 ? "" : title.substring(bracket + 2, title.length() - 1),
        definition,
        words,
        code,
        messages);
  }

  /// {@return the name, for the report of the tests}
  @Override
  public String toString() {
    return name;
  }
}
