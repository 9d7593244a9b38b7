package dev.gatun.tests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Limits measured earlier on processors of the same model, in examples per second: a limit that
/// comes out much slower says that something else used the machine.
final class StoredLimits {
  private static final String FILE = "limits.properties";
  private static final double TOLERANCE = 0.9;

  private final Properties limits = new Properties();
  private final String processor = processor();

  StoredLimits() {
    try (@Nullable InputStream stream = StoredLimits.class.getResourceAsStream(FILE)) {
      if (stream == null) {
        throw new AssertionError(FILE + " is missing");
      }
      limits.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// {@return a remark about rounds whose limit was slower than the stored one by more than a
  /// tenth}
  ///
  /// @param label such as `B 128`
  /// @param measured by round
  Optional<String> remark(String label, double[] measured) {
    String key = processor + "." + label.replace(' ', '.');
    String stored = limits.getProperty(key);
    if (stored == null) {
      return Optional.of(
          "%s: no limit is stored for this processor; %s could have '%s = %.0f'"
              .formatted(label, FILE, key, Rounds.median(measured)));
    }
    double expected = Double.parseDouble(stored);
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < measured.length; i++) {
      if (measured[i] < TOLERANCE * expected) {
        slow.add("%d (%.0f)".formatted(i + 1, measured[i]));
      }
    }
    return slow.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s: the limit was below the stored %.0f by more than 10 %% in round %s"
                .formatted(label, expected, String.join(", ", slow)));
  }

  /// {@return the model by name, family and number, as a key}
  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .takeWhile(line -> !line.isBlank())
          .filter(line -> line.matches("(model name|cpu family|model)\\s*:.*"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .collect(Collectors.joining("-"))
          .replaceAll("[^A-Za-z0-9]+", "-");
    } catch (IOException _) {
      return "unknown";
    }
  }
}
