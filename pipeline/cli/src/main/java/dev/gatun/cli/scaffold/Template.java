package dev.gatun.cli.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Texts with gaps, such as `__name__`.
///
/// @param values what to put into each gap
record Template(Map<String, String> values) {
  private static final Pattern GAP = Pattern.compile("__([a-z]+)__");

  /// {@return a text, its gaps filled}
  ///
  /// @param resource beside this class
  String filled(String resource) {
    try (InputStream stream = Template.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no template " + resource);
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return GAP.matcher(text).replaceAll(this::value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String value(MatchResult gap) {
    String value = values.get(gap.group(1));
    if (value == null) {
      throw new IllegalStateException("nothing to put into " + gap.group());
    }
    return Matcher.quoteReplacement(value);
  }
}
