package dev.gatun.tests.bench;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// Choices of a training as one word, to be made again by another.
final class Choices {
  private Choices() {}

  /// {@return choices as a word; a hyphen if there are none}
  ///
  /// @param choices by name
  static String text(Map<String, String> choices) {
    return choices.isEmpty()
        ? "-"
        : choices.entrySet().stream()
            .map(choice -> encoded(choice.getKey()) + ":" + encoded(choice.getValue()))
            .collect(Collectors.joining(";"));
  }

  /// {@return what [#text] wrote}
  ///
  /// @param text a word
  static SequencedMap<String, String> of(String text) {
    SequencedMap<String, String> choices = new LinkedHashMap<>();
    if (!text.equals("-")) {
      for (String choice : text.split(";", -1)) {
        int colon = choice.indexOf(':');
        choices.put(decoded(choice.substring(0, colon)), decoded(choice.substring(colon + 1)));
      }
    }
    return choices;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
