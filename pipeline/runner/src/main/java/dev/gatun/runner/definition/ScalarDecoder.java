package dev.gatun.runner.definition;

import dev.gatun.api.Auto;
import dev.gatun.api.Range;
import dev.gatun.runner.definition.Node.ListNode;
import dev.gatun.runner.definition.Node.ScalarNode;
import dev.gatun.runner.definition.OptionType.Choice;
import dev.gatun.runner.definition.OptionType.Plain;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes values without parts, within their bounds.
final class ScalarDecoder {
  private ScalarDecoder() {}

  /// {@return the value}
  ///
  /// @param node what is written, not null
  /// @param type what is wanted: plain or a choice
  /// @param option whose bounds hold; null where there are none
  /// @param folder what paths are relative to
  /// @throws Scalars.Refused if it is not the value that is wanted
  static Object decode(Node node, OptionType type, @Nullable OptionSpec option, Path folder) {
    Bounds bounds = option == null ? Bounds.NONE : option.bounds();
    if (type == Plain.RANGE) {
      return range(node, bounds);
    }
    boolean auto = option != null && option.isAuto();
    if (!(node instanceof ScalarNode scalar)) {
      throw new Scalars.Refused(
          "must be " + type.expected() + (auto ? " or auto" : "") + ", got " + node.shown());
    }
    if (type instanceof Choice choice) {
      return choice(scalar, choice);
    }
    return switch ((Plain) type) {
      case INTEGER -> {
        if (auto && scalar.text().equals("auto")) {
          yield Auto.UNKNOWN;
        }
        String expected = auto ? "an integer or auto" : "an integer";
        yield (int) integer(scalar, expected, Integer.MIN_VALUE, Integer.MAX_VALUE, bounds);
      }
      case LONG -> integer(scalar, "an integer", Long.MIN_VALUE, Long.MAX_VALUE, bounds);
      case FLOAT -> {
        double number = Scalars.number(scalar);
        check(bounds.allowsFloat(number), "within ±3.4e38", bounds, scalar);
        yield (float) number;
      }
      case DOUBLE -> number(scalar, bounds);
      case BOOLEAN -> Scalars.truth(scalar);
      case TEXT -> scalar.text();
      case PATH -> path(scalar, folder);
      case DURATION -> {
        Duration duration = Scalars.duration(scalar);
        check(
            bounds.allows(duration.toNanosPart() / 1e9 + (double) duration.toSeconds()),
            "",
            bounds,
            scalar);
        yield duration;
      }
      case RANGE -> throw new AssertionError("ranges are not scalars");
    };
  }

  private static long integer(
      ScalarNode node, String expected, long low, long high, Bounds bounds) {
    long value = Scalars.integer(node, expected, low, high);
    check(bounds.allows((double) value), "", bounds, node);
    return value;
  }

  private static double number(ScalarNode node, Bounds bounds) {
    double number = Scalars.number(node);
    check(bounds.allows(number), "finite", bounds, node);
    return number;
  }

  private static void check(boolean allowed, String otherwise, Bounds bounds, Node node) {
    if (!allowed) {
      String text = bounds.text();
      throw new Scalars.Refused(
          "must be " + (text.isEmpty() ? otherwise : text) + ", got " + node.shown());
    }
  }

  private static Range range(Node node, Bounds bounds) {
    if (!(node instanceof ListNode list)) {
      throw new Scalars.Refused("must be [from, to], got " + node.shown());
    }
    if (list.items().size() != 2) {
      throw new Scalars.Refused("must be [from, to], got %d items".formatted(list.items().size()));
    }
    List<Double> ends = new ArrayList<>();
    for (Node end : list.items()) {
      if (!(end instanceof ScalarNode scalar) || scalar.isNull()) {
        throw new Scalars.Refused("must be [from, to], two numbers, got " + end.shown());
      }
      ends.add(number(scalar, bounds));
    }
    try {
      return new Range(ends.get(0), ends.get(1));
    } catch (IllegalArgumentException e) {
      throw new Scalars.Refused(
          "must be [from, to] with from below to, got [%s, %s]"
              .formatted(Scalars.text(ends.get(0)), Scalars.text(ends.get(1))));
    }
  }

  private static Object choice(ScalarNode node, Choice choice) {
    List<String> names = choice.names();
    int index = names.indexOf(node.text());
    if (index >= 0) {
      return choice.constants()[index];
    }
    String near = Near.nearest(node.text(), names);
    throw new Scalars.Refused(
        "must be one of "
            + String.join(", ", names)
            + ", got "
            + node.shown()
            + (near == null ? "" : "; did you mean '" + near + "'?"));
  }

  private static Path path(ScalarNode node, Path folder) {
    if (node.text().isEmpty()) {
      throw new Scalars.Refused("must be a path, got ''");
    }
    try {
      return folder.resolve(node.text()).normalize();
    } catch (InvalidPathException e) {
      throw new Scalars.Refused(
          "must be a path, got %s: %s".formatted(node.shown(), e.getReason()));
    }
  }
}
