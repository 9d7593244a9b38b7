package dev.gatun.plugins.collect;

import dev.gatun.api.data.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of NumPy's NPY format, versions 1 to 3: a magic word, the version, and a dictionary
/// of element type, order and shape; the elements follow.
///
/// Source of the format: NumPy, *numpy.lib.format*.
final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /// Headers are below 100 bytes where nobody plays tricks.
  private static final int MOST_HEADER_BYTES = 1 << 16;

  private static final Pattern TYPE =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(((?:\\s*[0-9]+\\s*,?)*)\\s*\\)");

  private NpyFile() {}

  /// Opens a file and reads its header.
  ///
  /// @param remedy what to do where the file is not as it must be
  /// @throws DataException if it is not there or not NPY, or its elements are not numbers row by
  ///   row
  static ArrayFile open(Path file, String remedy) {
    return ArrayFile.open(file, remedy, NpyFile::header);
  }

  private static ArrayFile.Header header(DataStream stream) {
    byte[] start = new byte[8];
    int got = stream.read(start, start.length);
    if (got < start.length || !Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw stream.fault(
          0,
          "must be 93 4e 55 4d 50 59 (NPY) or 1f 8b (gzip), got "
              + DataStream.hex(start, Math.min(got, MAGIC.length)));
    }
    int version = Byte.toUnsignedInt(start[6]);
    if (version < 1 || version > 3) {
      throw stream.fault(6, "must be a version from 1 to 3, got " + version);
    }
    String dictionary = dictionary(stream, version);
    if (field(stream, dictionary, ORDER, "fortran_order, True or False").equals("True")) {
      throw stream.fault("must be in C order, got Fortran order; save numpy.ascontiguousarray(x)");
    }
    String code = field(stream, dictionary, TYPE, "descr, one element type");
    int[] extents =
        extents(stream, field(stream, dictionary, SHAPE, "shape, a tuple of whole numbers"));
    return new ArrayFile.Header(type(stream, code), order(code), extents);
  }

  private static String dictionary(DataStream stream, int version) {
    byte[] size = new byte[version == 1 ? 2 : 4];
    int got = stream.read(size, size.length);
    ByteBuffer number = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN);
    long length =
        version == 1
            ? Short.toUnsignedInt(number.getShort())
            : Integer.toUnsignedLong(number.getInt());
    if (length > MOST_HEADER_BYTES) {
      throw stream.fault(
          8, "the header must have at most %d bytes, got %d".formatted(MOST_HEADER_BYTES, length));
    }
    byte[] text = new byte[(int) length];
    got += stream.read(text, text.length);
    if (got < size.length + text.length) {
      throw stream.fault(
          "is truncated: the header must have %d bytes, got %d"
              .formatted(8 + size.length + text.length, 8 + got));
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String field(DataStream stream, String header, Pattern pattern, String what) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw stream.fault("the header must have %s, got %s".formatted(what, header.strip()));
    }
    return matcher.group(1);
  }

  private static NumberType type(DataStream stream, String code) {
    return switch (code.replaceFirst("^[<>=|]", "")) {
      case "u1" -> NumberType.U8;
      case "i1" -> NumberType.I8;
      case "u2" -> NumberType.U16;
      case "i2" -> NumberType.I16;
      case "u4" -> NumberType.U32;
      case "i4" -> NumberType.I32;
      case "i8" -> NumberType.I64;
      case "f4" -> NumberType.F32;
      case "f8" -> NumberType.F64;
      default ->
          throw stream.fault(
              "elements must be of type u1, i1, u2, i2, u4, i4, i8, f4 or f8, got '%s'"
                  .formatted(code));
    };
  }

  private static ByteOrder order(String code) {
    return switch (code.charAt(0)) {
      case '>' -> ByteOrder.BIG_ENDIAN;
      case '<' -> ByteOrder.LITTLE_ENDIAN;
      default -> ByteOrder.nativeOrder();
    };
  }

  private static int[] extents(DataStream stream, String tuple) {
    String[] texts = tuple.isBlank() ? new String[0] : tuple.strip().split("\\s*,\\s*");
    if (texts.length == 0) {
      throw stream.fault("must have at least one axis, got a single number");
    }
    int[] extents = new int[texts.length];
    for (int axis = 0; axis < texts.length; axis++) {
      try {
        extents[axis] = Integer.parseInt(texts[axis]);
      } catch (NumberFormatException _) {
        extents[axis] = 0; // reported below, as an extent out of range
      }
      if (extents[axis] < 1) {
        throw stream.fault(
            "the extent of axis %d must be in [1, %d], got %s"
                .formatted(axis, Integer.MAX_VALUE, texts[axis]));
      }
    }
    return extents;
  }
}
