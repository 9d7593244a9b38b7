package dev.gatun.runner.definition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes records of what a definition says.
///
/// Strict on purpose: whatever could have been meant otherwise is a mistake, and all mistakes are
/// reported at once. May be used by several threads.
public final class Decoder {
  private final Components components;
  private final Path folder;

  /// What came out, with where each value is from.
  ///
  /// @param <R> the record
  /// @param value the record
  /// @param file the definition file as it was named
  /// @param positions of the values that were given, by path, as in `model.layers[0].units`; what
  ///   is missing here is a default
  /// @param references what the values at some positions came from, see [Document#references]
  public record Decoded<R extends Record>(
      R value, String file, Map<String, Position> positions, Map<Position, String> references) {}

  /// Makes a decoder.
  ///
  /// @param components what may be named
  /// @param folder what relative paths are relative to: the definition file's
  public Decoder(Components components, Path folder) {
    this.components = components;
    this.folder = folder.toAbsolutePath().normalize();
  }

  /// Decodes a definition.
  ///
  /// @param <R> what it describes
  /// @param document merged and resolved
  /// @param type a record whose components are the top-level keys
  /// @return the record
  /// @throws DefinitionException with all mistakes, also those the document came with
  /// @throws PluginException if a component that is named is not declared as it must be
  public <R extends Record> Decoded<R> decode(Document document, Class<R> type) {
    Decoding decoding = new Decoding(components, folder);
    Position at = document.root().position();
    Record record =
        decoding.record(components.spec(type), document.root(), Place.ROOT, at, PartDecoder.ROOT);
    List<Problem> problems = new ArrayList<>(document.problems());
    for (Problem problem : decoding.problems()) {
      String from = document.references().get(problem.position());
      boolean isAboutValue = from != null && problem.message().contains(", got ");
      problems.add(isAboutValue ? problem.with(" (%s)".formatted(from)) : problem);
    }
    if (!problems.isEmpty() || record == null) {
      throw new DefinitionException(Problem.sorted(problems, at.file()));
    }
    return new Decoded<>(
        type.cast(record), at.file(), Map.copyOf(decoding.positions()), document.references());
  }

  /// Decodes a component that stands alone, such as the source for `predict`.
  ///
  /// @param <K> its kind
  /// @param yaml a name, or a map with `type`
  /// @param kind its kind
  /// @param source what to call the text in messages
  /// @return the component
  /// @throws DefinitionException with all mistakes
  /// @throws PluginException if a component that is named is not declared as it must be
  public <K> K component(String yaml, Class<K> kind, String source) {
    Position at = Position.of(source);
    Decoding decoding = new Decoding(components, folder);
    OptionType type = new OptionType.Part(kind, Components.kindName(kind));
    Object component = decoding.value(YamlReader.value(yaml, at), type, null, Place.ROOT, at);
    if (component == null) {
      throw new DefinitionException(decoding.problems());
    }
    return kind.cast(component);
  }

  /// Checks the defaults of a record's options.
  ///
  /// @param spec of the record
  /// @throws PluginException if one does not decode
  void checkDefaults(RecordSpec spec) {
    List<String> defects = new ArrayList<>();
    Decoding decoding = new Decoding(components, folder);
    for (OptionSpec option : spec.options()) {
      try {
        if (!option.isRequired()) {
          decoding.defaultValue(spec, option);
        }
        if (option.type() instanceof OptionType.Settings settings) {
          checkDefaults(components.spec(settings.type()));
        }
      } catch (PluginException e) {
        defects.add(String.valueOf(e.getMessage()));
      }
    }
    if (!defects.isEmpty()) {
      throw new PluginException(String.join("\n", defects));
    }
  }
}
