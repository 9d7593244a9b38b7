package dev.gatun.plugins.collect;

import ar.com.hjg.pngj.ImageInfo;
import ar.com.hjg.pngj.ImageLineInt;
import ar.com.hjg.pngj.PngReader;
import ar.com.hjg.pngj.PngjException;
import ar.com.hjg.pngj.chunks.PngChunkPLTE;
import ar.com.hjg.pngj.chunks.PngChunkTRNS;
import ar.com.hjg.pngj.chunks.PngMetadata;
import dev.gatun.api.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A PNG image of eight bits a sample, whatever the file has: bits, palette, 16 bits, interlaced.
/// What is transparent is laid on white, as a page would show it.
///
/// @param channels 1 for gray, 3 for red, green and blue
/// @param height rows
/// @param width columns
/// @param samples plane by plane, row by row
record PngImage(int channels, int height, int width, byte[] samples) {
  private static final String REMEDY = "save it as PNG";

  /// Larger images are none that a model of ours could be given.
  private static final long MOST_PIXELS = 1 << 26;

  /// Reads a file.
  ///
  /// @throws DataException if it is not there, not PNG, or damaged
  static PngImage read(Path file) {
    DataStream.requireFile(file, REMEDY);
    try (InputStream stream = Files.newInputStream(file)) {
      return read(file, new PngReader(stream));
    } catch (IOException e) {
      throw DataStream.unreadable(file, e, REMEDY);
    } catch (PngjException | IndexOutOfBoundsException e) {
      throw new DataException(
          "%s: must be a PNG image, got none or a damaged one: %s; %s"
              .formatted(file, e.getMessage(), REMEDY),
          e);
    }
  }

  private static PngImage read(Path file, PngReader reader) {
    ImageInfo form = reader.imgInfo;
    if (form.getTotalPixels() > MOST_PIXELS) {
      throw new DataException(
          "%s: must have at most %d pixels, got %d×%d; scale it"
              .formatted(file, MOST_PIXELS, form.cols, form.rows));
    }
    Colors colors = null;
    PngImage image = new PngImage(channels(form), form.rows, form.cols, new byte[size(form)]);
    for (int row = 0; row < form.rows; row++) {
      int[] line = ((ImageLineInt) reader.readRow(row)).getScanline();
      if (colors == null) {
        colors = Colors.of(form, reader.getMetadata());
      }
      for (int column = 0; column < form.cols; column++) {
        image.set(row, column, colors.at(line, column));
      }
    }
    reader.end();
    return image.grayIfSo();
  }

  private static int channels(ImageInfo form) {
    return form.greyscale ? 1 : 3;
  }

  private static int size(ImageInfo form) {
    return Math.toIntExact(channels(form) * form.getTotalPixels());
  }

  private void set(int row, int column, int rgb) {
    int at = row * width + column;
    for (int channel = 0; channel < channels; channel++) {
      samples[channel * height * width + at] = (byte) (rgb >> (16 - 8 * channel));
    }
  }

  /// Palettes, and programs that know no gray, make colour files of gray images.
  private PngImage grayIfSo() {
    int size = height * width;
    for (int i = 0; i < samples.length - size; i++) {
      if (samples[i] != samples[i + size]) {
        return this;
      }
    }
    return channels == 1 ? this : new PngImage(1, height, width, Arrays.copyOf(samples, size));
  }

  /// {@return the samples of one channel: 0.299 red, 0.587 green, 0.114 blue}
  byte[] gray() {
    if (channels == 1) {
      return samples;
    }
    int size = height * width;
    byte[] gray = new byte[size];
    for (int i = 0; i < size; i++) {
      int sum = 299 * sample(i) + 587 * sample(size + i) + 114 * sample(2 * size + i);
      gray[i] = (byte) ((sum + 500) / 1000);
    }
    return gray;
  }

  private int sample(int at) {
    return Byte.toUnsignedInt(samples[at]);
  }

  /// {@return the samples of three channels}
  byte[] colored() {
    if (channels == 3) {
      return samples;
    }
    byte[] planes = new byte[3 * samples.length];
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(samples, 0, planes, channel * samples.length, samples.length);
    }
    return planes;
  }

  /// What the numbers of a scan line mean.
  private record Colors(
      ImageInfo form, @Nullable PngChunkPLTE palette, @Nullable PngChunkTRNS transparent) {
    static Colors of(ImageInfo form, PngMetadata metadata) {
      return new Colors(form, metadata.getPLTE(), metadata.getTRNS());
    }

    /// {@return a pixel as eight bits each of red, green and blue}
    int at(int[] line, int column) {
      int at = column * form.channels;
      if (form.indexed && palette != null) {
        int[] alphas = transparent == null ? new int[0] : transparent.getPalletteAlpha();
        int index = line[at];
        return onWhite(palette.getEntry(index), index < alphas.length ? alphas[index] : 255);
      }
      int red = line[at];
      int green = form.greyscale ? red : line[at + 1];
      int blue = form.greyscale ? red : line[at + 2];
      int alpha = form.alpha ? eightBits(line[at + form.channels - 1]) : alpha(red, green, blue);
      return onWhite(eightBits(red) << 16 | eightBits(green) << 8 | eightBits(blue), alpha);
    }

    private int alpha(int red, int green, int blue) {
      if (transparent == null) {
        return 255;
      }
      boolean clear =
          form.greyscale
              ? transparent.getGray() == red
              : Arrays.equals(transparent.getRGB(), new int[] {red, green, blue});
      return clear ? 0 : 255;
    }

    private int eightBits(int sample) {
      int most = (1 << form.bitDepth) - 1;
      return (sample * 255 + most / 2) / most;
    }

    private static int onWhite(int rgb, int alpha) {
      int laid = 0;
      for (int shift = 16; shift >= 0; shift -= 8) {
        int sample = rgb >> shift & 255;
        laid = laid << 8 | (sample * alpha + 255 * (255 - alpha) + 127) / 255;
      }
      return laid;
    }
  }
}
