package dev.gatun.tests.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gatun.runner.Definitions;
import dev.gatun.runner.Installation;
import dev.gatun.runner.Json;
import dev.gatun.runner.definition.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// The schema and the decoder agree: what one accepts, the other does, but for what a schema cannot
/// see.
///
/// Definitions are read here as an editor reads them: by a YAML parser of its own and the core
/// schema of YAML 1.2.
final class SchemaTest {
  @TempDir private static Path folder;

  private static final Installation INSTALLATION =
      Installation.load(SchemaTest.class.getClassLoader());
  private static final String TEXT = Json.indented(new Definitions(INSTALLATION).schema());
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(TEXT);

  /// {@return what the schema has against a definition}
  private static List<String> errors(String yaml) {
    Object tree =
        new Load(LoadSettings.builder().setSchema(new CoreSchema()).build()).loadFromString(yaml);
    return SCHEMA.validate(Json.write(tree), InputFormat.JSON).stream()
        .map(Error::toString)
        .toList();
  }

  @Test
  void isItselfASchemaByTheRulesOfTheDraft() {
    Schema draft =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    assertThat(draft.validate(TEXT, InputFormat.JSON)).isEmpty();
  }

  static Stream<String> builtIn() {
    return Definitions.BUILT_IN.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void acceptsWhatComesWithGatun(String name) {
    assertThat(errors(Definitions.readBuiltIn(name))).isEmpty();
  }

  /// One definition for each component: its example, where such a component stands.
  static Stream<Description> components() {
    return INSTALLATION.components().all().values().stream().flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("components")
  void acceptsTheExampleOfEveryComponent(Description component) throws IOException {
    String definition = Example.definition(component);
    assertThat(errors(definition)).as(definition).isEmpty();

    Path file = Files.writeString(folder.resolve("example.yaml"), definition);
    Definitions.Request request = new Definitions.Request(file.toString(), List.of(), List.of());
    assertThatCode(() -> new Definitions(INSTALLATION).read(request)).doesNotThrowAnyException();
  }

  static List<Mistake> mistakes() {
    return Mistake.all();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void seesWhatTheDecoderSees(Mistake mistake) {
    List<String> errors;
    try {
      errors = errors(mistake.definition());
    } catch (YamlEngineException e) {
      assertThat(mistake.unseen()).isIn("not YAML", "the parser of an editor sees it");
      return;
    }
    if (mistake.unseen().isEmpty()) {
      assertThat(errors).as(mistake.definition()).isNotEmpty();
    } else {
      assertThat(errors).as(mistake.unseen()).isEmpty();
    }
  }

  /// The more a schema says, the more an editor can show.
  @Test
  void saysOfEachOptionWhatItMeans() {
    Map<?, ?> definitions = map(Json.readObject(TEXT), "$defs");
    components()
        .forEach(component -> {
          String key = component.kind() + "." + component.name();
          Map<?, ?> schema = map(definitions, key);
          assertThat(String.valueOf(schema.get("description")))
              .contains(component.summary())
              .contains(component.formula())
              .contains(component.source());
          Map<?, ?> properties = map(schema, "properties");
          for (Description.Setting option : component.options()) {
            if (option.name().indexOf('.') >= 0) {
              continue;
            }
            Map<?, ?> property = map(properties, option.name());
            assertThat(String.valueOf(property.get("description"))).startsWith(option.meaning());
            assertThat(property.containsKey("default")).isEqualTo(!option.defaultValue().isEmpty());
          }
        });
  }

  private static Map<?, ?> map(Map<?, ?> tree, String key) {
    if (tree.get(key) instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("no '%s' among %s".formatted(key, tree.keySet()));
  }
}
