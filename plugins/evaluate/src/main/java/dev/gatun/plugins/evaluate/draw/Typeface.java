package dev.gatun.plugins.evaluate.draw;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.HorizontalMetricsTable;
import org.apache.fontbox.ttf.KerningSubtable;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/// Turns text into outlines with the typeface that ships with this plugin, Liberation Sans.
///
/// AWT's own fonts are never asked: they fail where the system has none. Characters without a glyph
/// are drawn as an empty box. Safe for any number of threads.
///
/// Source: OpenType 1.9, tables `cmap`, `glyf`, `hmtx` and `kern`, as read by Apache FontBox.
final class Typeface {

  /// Height of a capital letter, per em.
  static final double CAP_HEIGHT = 1409.0 / 2048;

  /// Height above the base line that holds every Latin letter with its accents, per em.
  static final double ASCENT = 1854.0 / 2048;

  /// Depth below the base line that holds every Latin letter, per em.
  static final double DESCENT = 434.0 / 2048;

  private static final String RESOURCE = "LiberationSans-Regular.ttf";
  private static final String ELLIPSIS = "…";

  private final TrueTypeFont font;
  private final CmapLookup characters;
  private final HorizontalMetricsTable metrics;
  private final @Nullable KerningSubtable kerning;
  private final double perUnit;
  private final Map<Integer, Glyph> glyphs = new HashMap<>();

  private record Glyph(int id, double advance, Path2D outline) {}

  private static final class Holder {
    static final Typeface SANS = load();
  }

  private Typeface(TrueTypeFont font) throws IOException {
    this.font = font;
    characters = font.getUnicodeCmapLookup();
    metrics = font.getHorizontalMetrics();
    kerning = font.getKerning() == null ? null : font.getKerning().getHorizontalKerningSubtable();
    perUnit = 1.0 / font.getUnitsPerEm();
  }

  /// {@return the one typeface of all figures, loaded at first use}
  static Typeface sans() {
    return Holder.SANS;
  }

  private static Typeface load() {
    try (InputStream in = Typeface.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "typeface: resource '%s' must be on the class path; rebuild the plugin with Maven"
                .formatted(RESOURCE));
      }
      return new Typeface(new TTFParser().parse(new RandomAccessReadBuffer(in)));
    } catch (IOException e) {
      throw new UncheckedIOException("typeface: '%s' cannot be read".formatted(RESOURCE), e);
    }
  }

  /// {@return the outline of the text, starting at the origin of the base line, y pointing down}
  synchronized Path2D outline(String text, double size) {
    Path2D.Double outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double pen = 0;
    @Nullable Glyph previous = null;
    for (int character : text.codePoints().toArray()) {
      Glyph glyph = glyph(character);
      pen += kern(previous, glyph);
      AffineTransform place = AffineTransform.getScaleInstance(size, size);
      place.translate(pen, 0);
      outline.append(glyph.outline().getPathIterator(place), false);
      pen += glyph.advance();
      previous = glyph;
    }
    return outline;
  }

  /// {@return the advance width of the text}
  synchronized double width(String text, double size) {
    double pen = 0;
    @Nullable Glyph previous = null;
    for (int character : text.codePoints().toArray()) {
      Glyph glyph = glyph(character);
      pen += kern(previous, glyph) + glyph.advance();
      previous = glyph;
    }
    return pen * size;
  }

  /// {@return the text, or its longest beginning that fits together with `…`, or nothing}
  synchronized String shorten(String text, double size, double limit) {
    if (width(text, size) <= limit) {
      return text;
    }
    double room = limit / size - glyph(ELLIPSIS.codePointAt(0)).advance();
    if (room < 0) {
      return "";
    }
    double pen = 0;
    @Nullable Glyph previous = null;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      Glyph glyph = glyph(character);
      pen += kern(previous, glyph) + glyph.advance();
      if (pen > room) {
        break;
      }
      end += Character.charCount(character);
      previous = glyph;
    }
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  private double kern(@Nullable Glyph left, Glyph right) {
    if (kerning == null || left == null) {
      return 0;
    }
    return kerning.getKerning(left.id(), right.id()) * perUnit;
  }

  private Glyph glyph(int character) {
    int shown = Character.isISOControl(character) ? ' ' : character;
    return glyphs.computeIfAbsent(shown, this::read);
  }

  private Glyph read(int character) {
    try {
      int id = characters.getGlyphId(character);
      var data = font.getGlyph().getGlyph(id);
      Path2D outline = new Path2D.Double();
      if (data != null) {
        AffineTransform upright = AffineTransform.getScaleInstance(perUnit, -perUnit);
        outline.append(data.getPath().getPathIterator(upright), false);
      }
      return new Glyph(id, metrics.getAdvanceWidth(id) * perUnit, outline);
    } catch (IOException e) {
      throw new UncheckedIOException("typeface: '%s' cannot be read".formatted(RESOURCE), e);
    }
  }
}
