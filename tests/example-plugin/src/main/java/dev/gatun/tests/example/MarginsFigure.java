package dev.gatun.tests.example;

import dev.gatun.api.AtLeast;
import dev.gatun.api.AtMost;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Result;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/// Draws [Margins]: a bar for each of the test examples, worst first, red where it is told wrong.
///
/// Without words: there are machines without fonts.
@Component(name = "margins", summary = "margin of each test example, in ascending order")
public record MarginsFigure(
    @Option("width in pixels") @Default("640") @AtLeast(16) @AtMost(4096) int width,
    @Option("height in pixels") @Default("320") @AtLeast(16) @AtMost(4096) int height)
    implements Figure {
  @Override
  public Optional<Metric> metric() {
    return Optional.of(new Margins());
  }

  @Override
  public Optional<byte[]> draw(Run run) {
    if (run.result().orElseThrow() instanceof Result.Curves(List<Result.Curve> curves)
        && !curves.getFirst().y().isEmpty()) {
      return Optional.of(png(curves.getFirst().y()));
    }
    run.skip("there are no test examples");
    return Optional.empty();
  }

  private byte[] png(List<Double> margins) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
    for (int x = 0; x < width; x++) {
      double margin = margins.get((int) ((long) x * margins.size() / width));
      int end = (int) Math.round((1 - margin) / 2 * (height - 1));
      pen.setColor(margin > 0 ? new Color(0x0072B2) : new Color(0xD55E00));
      pen.drawLine(x, height / 2, x, end);
    }
    pen.dispose();
    try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      ImageIO.write(image, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
