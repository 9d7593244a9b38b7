package dev.gatun.plugins.evaluate.draw;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of small images, enlarged without smoothing. Immutable.
///
/// Images may differ in size; each column is as wide as its widest image. Captions that do not fit
/// end with `…`.
public final class ImageGrid {

  private static final double MARGIN = 12;
  private static final double GAP = 8;
  private static final double CAPTION = 17;
  private static final double LONGEST_CAPTION = 160;
  private static final double NARROWEST = 28;
  private static final double BAR_LENGTH = 160;
  private static final TextStyle STYLE = TextStyle.SMALL;

  private final String title;
  private final List<String> columns;
  private final List<Row> rows;
  private final int scale;
  private final @Nullable ColorBar bar;

  /// One image with its caption.
  ///
  /// @param caption written above the image; empty for none
  /// @param pixels the image
  public record Tile(String caption, Pixels pixels) {}

  /// Images next to each other.
  ///
  /// @param caption written to the left; empty for none
  /// @param tiles from left to right; rows may differ in length
  public record Row(String caption, List<Tile> tiles) {

    /// Copies the list.
    public Row {
      tiles = List.copyOf(tiles);
    }

    /// {@return a row of images without captions of their own}
    ///
    /// @param caption written to the left; empty for none
    /// @param images from left to right
    public static Row of(String caption, List<Pixels> images) {
      return new Row(caption, images.stream().map(image -> new Tile("", image)).toList());
    }
  }

  private ImageGrid(
      String title, List<String> columns, List<Row> rows, int scale, @Nullable ColorBar bar) {
    this.title = title;
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
    this.scale = scale;
    this.bar = bar;
  }

  /// {@return a figure of rows of images}
  ///
  /// @param title empty for none
  /// @param columns captions above the columns; may be empty or shorter than the rows
  /// @param rows from top to bottom; may be empty
  /// @param scale logical pixels per image pixel, at least 1; see [#scaleFor]
  /// @throws IllegalArgumentException if the scale is below 1
  public static ImageGrid of(String title, List<String> columns, List<Row> rows, int scale) {
    if (scale < 1) {
      throw new IllegalArgumentException("image grid: scale must be at least 1, got " + scale);
    }
    return new ImageGrid(title, columns, rows, scale, null);
  }

  /// {@return a figure of captioned images in rows of equal length, the last one maybe shorter}
  ///
  /// @param title empty for none
  /// @param tiles in reading order
  /// @param perRow images in each row, at least 1
  /// @param scale logical pixels per image pixel, at least 1
  public static ImageGrid wrapped(String title, List<Tile> tiles, int perRow, int scale) {
    List<Row> rows = new ArrayList<>();
    for (int from = 0; from < tiles.size(); from += perRow) {
      rows.add(new Row("", tiles.subList(from, Math.min(from + perRow, tiles.size()))));
    }
    return of(title, List.of(), rows, scale);
  }

  /// {@return the greatest whole scale at which the image is at most this wide, at least 1}
  ///
  /// @param imageWidth in image pixels, at least 1
  /// @param wanted in logical pixels
  public static int scaleFor(int imageWidth, int wanted) {
    return Math.max(1, wanted / imageWidth);
  }

  /// {@return the same figure with a bar that explains the colours of [Pixels#signed]}
  ///
  /// @param extent the same as of the images
  /// @param name what the numbers are, such as `weight`; empty for none
  public ImageGrid withSignedBar(double extent, String name) {
    List<String> labels = List.of(Numbers.compact(-extent), "0", Numbers.compact(extent));
    ColorBar signed = new ColorBar(ColorMap.DIVERGING, extent == 0 ? List.of() : labels, name);
    return new ImageGrid(title, columns, rows, scale, signed);
  }

  /// {@return a page that just holds the figure}
  ///
  /// @throws IllegalArgumentException if the page would be larger than 8192 logical pixels
  public Canvas draw() {
    double[] widths = columnWidths();
    double captions = captionRoom();
    double left = MARGIN + captions;
    double inside = captions - GAP;
    for (double width : widths) {
      inside += width + GAP;
    }
    inside = Math.max(inside, rows.isEmpty() ? 240 : 120);
    if (bar != null) {
      inside =
          Math.max(
              inside,
              captions + BAR_LENGTH + bar.overhang() + Math.max(bar.overhang(), bar.nameRoom()));
    }
    double top = MARGIN + (title.isEmpty() ? 0 : TextStyle.TITLE.size() + 9);
    double firstRow = top + (columns.isEmpty() ? 0 : CAPTION);
    double height = firstRow + rowsHeight() + (bar == null ? 0 : 8 + ColorBar.HEIGHT) + MARGIN;
    Canvas canvas = Canvas.around(inside + 2 * MARGIN, height);
    String shown = TextStyle.TITLE.shorten(title, inside);
    canvas.text(shown, MARGIN, MARGIN + TextStyle.TITLE.capHeight(), TextStyle.TITLE, Align.LEFT);
    drawColumnCaptions(canvas, widths, left, firstRow - CAPTION);
    double bottom = drawRows(canvas, widths, left, firstRow);
    if (bar != null) {
      bar.drawHorizontal(canvas, Canvas.snap(left + bar.overhang()), bottom + 8, BAR_LENGTH);
    }
    return canvas;
  }

  private double[] columnWidths() {
    int most = rows.stream().mapToInt(row -> row.tiles().size()).max().orElse(0);
    double[] widths = new double[most];
    for (Row row : rows) {
      for (int i = 0; i < row.tiles().size(); i++) {
        double width = row.tiles().get(i).pixels().width() * (double) scale;
        widths[i] = Math.max(Math.max(widths[i], width), NARROWEST);
      }
    }
    return widths;
  }

  private double captionRoom() {
    double widest = STYLE.widest(rows.stream().map(Row::caption).toList());
    return widest == 0 ? 0 : Math.ceil(Math.min(widest, LONGEST_CAPTION)) + GAP + 2;
  }

  private double rowsHeight() {
    double height = rows.isEmpty() ? 40 : -GAP;
    for (Row row : rows) {
      height += captionHeight(row) + imageHeight(row) + GAP;
    }
    return height;
  }

  private static double captionHeight(Row row) {
    return row.tiles().stream().allMatch(tile -> tile.caption().isEmpty()) ? 0 : CAPTION;
  }

  private double imageHeight(Row row) {
    int most = row.tiles().stream().mapToInt(tile -> tile.pixels().height()).max().orElse(0);
    return Math.max(most * (double) scale, STYLE.size() + 2);
  }

  private void drawColumnCaptions(Canvas canvas, double[] widths, double left, double top) {
    double x = left;
    for (int i = 0; i < Math.min(columns.size(), widths.length); i++) {
      caption(canvas, columns.get(i), x, top, widths[i]);
      x += widths[i] + GAP;
    }
  }

  private static void caption(Canvas canvas, String text, double x, double top, double width) {
    String shown = STYLE.shorten(text, width + GAP - 3);
    canvas.text(shown, x + width / 2, top + STYLE.capHeight() + 2, STYLE, Align.CENTER);
  }

  /// {@return the lower side of the last row}
  private double drawRows(Canvas canvas, double[] widths, double left, double top) {
    if (rows.isEmpty()) {
      canvas.text("no images", left, top + 24, STYLE, Align.LEFT);
      return top + 40;
    }
    double y = top;
    for (Row row : rows) {
      double above = captionHeight(row);
      double height = imageHeight(row);
      double baseline = y + above + (height + STYLE.capHeight()) / 2;
      String shown = STYLE.shorten(row.caption(), LONGEST_CAPTION);
      canvas.text(shown, left - GAP - 2, baseline, STYLE, Align.RIGHT);
      double x = left;
      for (int i = 0; i < row.tiles().size(); i++) {
        Tile tile = row.tiles().get(i);
        caption(canvas, tile.caption(), x, y, widths[i]);
        double inset = (widths[i] - tile.pixels().width() * (double) scale) / 2;
        canvas.image(tile.pixels(), x + Math.floor(inset), y + above, scale);
        x += widths[i] + GAP;
      }
      y += above + height + GAP;
    }
    return y - GAP;
  }
}
