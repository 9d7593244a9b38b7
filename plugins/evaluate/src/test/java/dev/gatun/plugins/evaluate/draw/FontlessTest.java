package dev.gatun.plugins.evaluate.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Figures must be drawn where the system has neither fonts nor a display. AWT's fonts, graphics
/// and toolkit are what fails there, so a JVM that draws every figure must never load them.
class FontlessTest {

  /// Draws every kind of figure; run in a JVM of its own.
  static final class Everything {

    private Everything() {}

    public static void main(String[] arguments) {
      Series series = Series.of("training", new double[] {3, 2, 1});
      Pixels pixels = Pixels.signed(new float[] {-1, 0, 1, 0}, 1, 2, 2, 1);
      List<ImageGrid.Row> rows = List.of(ImageGrid.Row.of("row", List.of(pixels)));
      List<Canvas> drawn =
          List.of(
              LineChart.of("title", "x", "y", List.of(series)).withMarkers().draw(300, 200),
              ImageGrid.of("title", List.of("a"), rows, 20).withSignedBar(1, "weight").draw(),
              Heatmap.of("title", List.of("a", "b"), new long[][] {{1, 2}, {3, 4}}).draw());
      drawn.forEach(canvas -> System.out.println("png of %d bytes".formatted(canvas.png().length)));
    }
  }

  @Test
  void drawsWithoutFontsAndDisplay() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-verbose:class",
            "-cp",
            System.getProperty("java.class.path"),
            Everything.class.getName());
    // A display that does not answer and a fontconfig without fonts, as on a bare server.
    builder.environment().put("DISPLAY", ":4711");
    builder.environment().put("FONTCONFIG_PATH", "no-such-folder");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output.lines().skip(400).toList().toString()).isZero();
    assertThat(output.lines().filter(line -> line.startsWith("png of "))).hasSize(3);
    assertThat(output)
        .contains(Typeface.class.getName())
        .doesNotContain(
            "java.awt.Font ", "java.awt.GraphicsEnvironment ", "java.awt.Toolkit ", "sun.font.");
  }
}
