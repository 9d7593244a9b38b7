package dev.gatun.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Penalty;
import dev.gatun.api.Source;
import dev.gatun.api.Trainer;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Scope;
import dev.gatun.api.graph.Target;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.ElementType;
import dev.gatun.engine.Shape;
import dev.gatun.engine.Workspace;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.runner.definition.DefinitionException;
import dev.gatun.runner.definition.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Components that do not fit are found where the definition names them.
final class LocatorTest {
  private static final String FILE = "digits.yaml";

  private final Workspace data = Workspace.open("data");

  @AfterEach
  void close() {
    data.close();
  }

  private record Chain(List<Named<Layer>> layers) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      Value y = x;
      for (Named<Layer> layer : layers) {
        y = scope.apply(layer, y);
      }
      return y;
    }
  }

  private record Skip(Named<Layer> innerLayer) implements Layer {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.plus(scope.apply(innerLayer, x));
    }
  }

  private record Rejecting() implements Layer, Loss, Transform, Penalty {
    private static IllegalArgumentException rejected() {
      return new IllegalArgumentException("does not fit");
    }

    @Override
    public Value apply(Scope scope, Value x) {
      throw rejected();
    }

    @Override
    public Value of(Value scores, Target target) {
      throw rejected();
    }

    @Override
    public Sample apply(Scope scope, Sample sample) {
      throw rejected();
    }

    @Override
    public Optional<Value> invert(Scope scope, Sample before, Value inputs) {
      return Optional.empty();
    }

    @Override
    public String parameters() {
      return "*";
    }

    @Override
    public Value of(Value parameter) {
      throw rejected();
    }
  }

  private record Plain() implements Layer, Loss {
    @Override
    public Value apply(Scope scope, Value x) {
      return x.times(scope.parameter("scale", Shape.of(1, 1), dev.gatun.api.Initializer.ONES));
    }

    @Override
    public Value of(Value scores, Target target) {
      return scores.sumRows();
    }
  }

  private record Nothing(List<Named<Penalty>> penalties) implements Source, Trainer {
    @Override
    public Dataset read(Reading reading) {
      throw new AssertionError();
    }

    @Override
    public void train(Training training) {}

    @Override
    public int epochs() {
      return 1;
    }

    @Override
    public int batchSize() {
      return 1;
    }
  }

  private static <C> Named<C> named(String id, C component) {
    return new Named<>(id, 1, component);
  }

  private DefinitionException locate(Definition definition, Map<String, Position> positions) {
    Examples examples =
        new Examples(
            data.allocate(ElementType.F32, Shape.of(1, 2)),
            Optional.empty(),
            new Targets.None(),
            Optional.empty());
    ComponentException thrown =
        catchThrowableOfType(
            ComponentException.class,
            () ->
                Network.prepare(examples, definition.collect().transforms())
                    .model((Layer) definition.model())
                    .losses(definition.loss())
                    .penalties(definition.train().penalties()));
    return Locator.locate(thrown, new Decoder.Decoded<>(definition, FILE, positions, Map.of()));
  }

  private static Definition definition(
      Layer model,
      List<Named<Loss>> losses,
      List<Named<Transform>> transforms,
      List<Named<Penalty>> penalties) {
    return new Definition(
        Optional.empty(),
        0,
        "auto",
        new Definition.Collect(new Nothing(List.of()), Optional.empty(), transforms),
        model,
        losses,
        new Nothing(penalties),
        new Definition.Evaluate(List.of(), List.of(), List.of()));
  }

  private static Definition model(Layer model) {
    return definition(model, List.of(named("plain", new Plain())), List.of(), List.of());
  }

  private static Position line(int line) {
    return new Position(FILE, line, 5);
  }

  private void assertFound(Definition definition, String path) {
    Map<String, Position> positions = new HashMap<>();
    for (String other : List.of("model.layers[0]", "model.layers[1]", "loss[0]", "train")) {
      positions.put(other + ".type", line(30));
    }
    positions.put("name", line(1));
    positions.put(path + ".type", line(9));
    positions.put(path + ".units", line(10));
    DefinitionException located = locate(definition, positions);
    assertThat(located)
        .hasMessageStartingWith("%s:9:5 %s: does not fit (input [n, 2])".formatted(FILE, path));
    assertThat(located.problems()).hasSize(1);
  }

  @Test
  void layersAreFoundByTheirIds() {
    Named<Layer> plain = named("first", new Plain());
    assertFound(model(new Chain(List.of(plain, named("bad", new Rejecting())))), "model.layers[1]");
    Chain inner = new Chain(List.of(plain, named("bad", new Rejecting())));
    assertFound(
        model(new Chain(List.of(named("bad-2", new Plain()), named("block", inner)))),
        "model.layers[1].layers[1]");
  }

  @Test
  void aLayerMayBeCalledLikeALossOrAKey() {
    for (String id : List.of("plain", "loss", "train", "name", "model", "collect")) {
      assertFound(model(new Chain(List.of(named(id, new Rejecting())))), "model.layers[0]");
    }
  }

  @Test
  void theWholeModelIsFound() {
    assertFound(model(new Rejecting()), "model");
  }

  @Test
  void lossesTransformsAndPenaltiesAreFound() {
    List<Named<Loss>> plain = List.of(named("plain", new Plain()));
    assertFound(
        definition(
            new Plain(),
            List.of(named("plain", new Plain()), named("bad", new Rejecting())),
            List.of(),
            List.of()),
        "loss[1]");
    assertFound(
        definition(new Plain(), plain, List.of(named("bad", new Rejecting())), List.of()),
        "collect.transforms[0]");
    assertFound(
        definition(new Plain(), plain, List.of(), List.of(named("bad", new Rejecting()))),
        "train.penalties[0]");
  }

  /// An option that is one component has no id in a list: the search ends at what holds it.
  @Test
  void whatIsWithinAComponentIsFoundAsFarAsNamesLead() {
    Skip skip = new Skip(named("bad", new Rejecting()));
    assertFound(model(new Chain(List.of(named("skip", skip)))), "model.layers[0]");
  }

  @Test
  void withoutAPositionTheFileIsNamed() {
    Definition definition = model(new Chain(List.of(named("bad", new Rejecting()))));
    assertThat(locate(definition, Map.of()))
        .hasMessageStartingWith(FILE + " model.layers[0]: does not fit");
    assertThat(locate(definition, Map.of("model", line(7), "train.epochs", line(6))))
        .hasMessageStartingWith(FILE + ":7:5 model.layers[0]: does not fit");
    Position given = Position.of("--set model=x");
    assertThat(locate(definition, Map.of("model.layers[0].type", given, "model.type", line(6))))
        .hasMessageStartingWith("--set model=x model.layers[0]: does not fit");
  }
}
