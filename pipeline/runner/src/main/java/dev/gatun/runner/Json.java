package dev.gatun.runner;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// JSON as plain maps, lists, strings, numbers and booleans. Numbers that JSON lacks, NaN and the
/// infinities, become null.
public final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /// {@return a tree as JSON in one line}
  ///
  /// @param tree maps with string keys, iterables, strings, paths, numbers, booleans and null
  public static String write(@Nullable Object tree) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(tree, generator);
    }
    return text.toString();
  }

  /// {@return a tree as JSON in indented lines}
  ///
  /// @param tree as for [#write]
  public static String indented(@Nullable Object tree) {
    StringWriter text = new StringWriter();
    ObjectWriteContext context =
        new ObjectWriteContext.Base() {
          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }

          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    try (JsonGenerator generator = FACTORY.createGenerator(context, text)) {
      write(tree, generator);
    }
    return text.toString();
  }

  private static void write(@Nullable Object tree, JsonGenerator generator) {
    switch (tree) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject();
        map.forEach((key, value) -> {
          generator.writeName(String.valueOf(key));
          write(value, generator);
        });
        generator.writeEndObject();
      }
      // A path is an iterable of paths, and so on without end.
      case Path path -> generator.writeString(path.toString());
      case Iterable<?> list -> {
        generator.writeStartArray();
        list.forEach(item -> write(item, generator));
        generator.writeEndArray();
      }
      case long[] numbers -> generator.writeArray(numbers, 0, numbers.length);
      case long[][] rows -> {
        generator.writeStartArray();
        for (long[] row : rows) {
          write(row, generator);
        }
        generator.writeEndArray();
      }
      case Boolean value -> generator.writeBoolean(value);
      case Integer value -> generator.writeNumber(value);
      case Long value -> generator.writeNumber(value);
      case Number value when Double.isFinite(value.doubleValue()) ->
          generator.writeNumber(value.doubleValue());
      case Number _ -> generator.writeNull();
      default -> generator.writeString(tree.toString());
    }
  }

  /// {@return JSON as maps in the order of the text, lists, strings, longs, doubles, booleans and
  /// null}
  ///
  /// @param text one JSON value
  /// @throws IllegalArgumentException if it is not JSON, saying where
  public static @Nullable Object read(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      Object tree = read(parser, parser.nextToken());
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("more than one JSON value");
      }
      return tree;
    } catch (StreamConstraintsException e) {
      throw new IllegalArgumentException("not JSON within limits: " + e.getOriginalMessage(), e);
    } catch (StreamReadException e) {
      throw new IllegalArgumentException(
          "not JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  private static @Nullable Object read(JsonParser parser, @Nullable JsonToken token) {
    return switch (token) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String key = parser.currentName();
          map.put(key, read(parser, parser.nextToken()));
        }
        yield map;
      }
      case START_ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          list.add(read(parser, next));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case null, default -> throw new IllegalArgumentException("no JSON value, got " + token);
    };
  }

  /// {@return an object of JSON}
  ///
  /// @param text one JSON object
  /// @throws IllegalArgumentException if it is none
  @SuppressWarnings("unchecked") // what read makes has string keys
  public static Map<String, @Nullable Object> readObject(String text) {
    if (read(text) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new IllegalArgumentException("not a JSON object");
  }
}
