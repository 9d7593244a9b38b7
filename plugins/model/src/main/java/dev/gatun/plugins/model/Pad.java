package dev.gatun.plugins.model;

import dev.gatun.api.AtLeast;
import dev.gatun.api.Component;
import dev.gatun.api.Default;
import dev.gatun.api.Layer;
import dev.gatun.api.Option;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Value;
import java.util.List;

/// Adds rows and columns around images `[n, channels, height, width]`.
@Component(
    name = "pad",
    summary = "adds a border to images",
    formula = "[n, c, h, w] to [n, c, top + h + bottom, left + w + right]",
    source = "Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning, section 2")
public record Pad(
    @Option("numbers added: [all], [rows, columns] or [top, bottom, left, right]")
        @Default("[1]")
        @AtLeast(0)
        List<Integer> border,
    @Option("what is added: zeros, the image mirrored, or its edge repeated") @Default("zeros")
        Mode mode)
    implements Layer {
  /// What is added.
  public enum Mode {
    /// Zeros.
    ZEROS,
    /// The image, mirrored at its edge, which is not repeated.
    REFLECT,
    /// The edge, repeated.
    REPLICATE
  }

  /// Checks the borders.
  public Pad {
    border = List.copyOf(border);
    if (border.size() != 1 && border.size() != 2 && border.size() != 4) {
      throw new IllegalArgumentException(
          "border must be [all], [rows, columns] or [top, bottom, left, right], got " + border);
    }
  }

  @Override
  public Value apply(Scope scope, Value x) {
    int last = border.size() - 1;
    int top = border.getFirst();
    int left = border.get(last == 3 ? 2 : last);
    Borders borders = new Borders(top, last == 3 ? border.get(1) : top, left, border.get(last));
    return borders.around(x, mode);
  }
}
