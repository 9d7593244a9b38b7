package dev.gatun.kit.component;

import dev.gatun.api.Initializer;
import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Named;
import dev.gatun.api.Penalty;
import dev.gatun.api.Transform;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.ComponentException;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Sample;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Shape;
import dev.gatun.kit.GradientCheck;
import dev.gatun.kit.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The networks a layer, a loss, a penalty or a transform is tried in.
final class Situations {
  private static final int ROWS = 7;

  /// How many reasons a message has.
  private static final int SHOWN = 2;

  /// What layers and transforms are given; one of them must suit.
  private static final List<int[]> INPUTS =
      List.of(
          new int[] {6}, new int[] {2, 4, 5}, new int[] {4, 2, 2}, new int[] {1}, new int[] {2});

  private static final Initializer CENTERED =
      (_, random, values) -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = random.nextDouble() - 0.5;
        }
      };

  /// Each number has a part of its own in the loss, and no normalization leaves it as it is.
  private static final Loss WAVES =
      (scores, _) -> {
        Value flat = scores.flatten();
        double[] phases = IntStream.range(0, flat.features()).mapToDouble(j -> 0.7 * j).toArray();
        return flat.plus(flat.graph().constants(phases)).sin().sumRows();
      };

  private final Trial trial;
  private final Data data;

  private Situations(Trial trial) {
    this.trial = trial;
    this.data = new Data(trial.workspace(), trial.seed());
  }

  /// {@return the situations that suit a component: all as its example says, and one for each
  /// choice of its options}
  ///
  /// @throws Violation if none does, saying why
  static List<Situation> of(Trial trial) {
    Situations all = new Situations(trial);
    Subject subject = trial.subject();
    List<Situation> candidates =
        switch (subject.make()) {
          case Layer _ -> all.ofLayer();
          case Loss _ -> all.ofLoss();
          case Penalty _ -> all.ofPenalty();
          case Transform _ -> all.ofTransform();
          default -> throw new AssertionError("no part of a graph: " + subject);
        };
    Map<String, String> refused = new LinkedHashMap<>();
    List<Situation> suiting = suiting(candidates, refused);
    if (suiting.isEmpty()) {
      String reasons =
          refused.entrySet().stream()
              .limit(SHOWN)
              .map(entry -> "; %s: %s".formatted(entry.getKey(), entry.getValue()))
              .collect(Collectors.joining());
      throw new Violation(
          "must take one of the inputs it is tried with%s; give options that suit one with @Component(example = …)"
              .formatted(reasons));
    }
    List<Situation> found = new ArrayList<>(suiting);
    for (String variant : subject.variants().stream().skip(1).toList()) {
      suiting(
              candidates.stream()
                  .map(one -> one.with(variant, () -> subject.make(variant)))
                  .toList(),
              refused)
          .stream()
          .findFirst()
          .ifPresent(found::add);
    }
    return found;
  }

  private static List<Situation> suiting(List<Situation> candidates, Map<String, String> refused) {
    List<Situation> suiting = new ArrayList<>();
    for (Situation situation : candidates) {
      try {
        situation.network();
        suiting.add(situation);
      } catch (ComponentException e) {
        if (e.isFault()) {
          throw e;
        }
        refused.put(situation.title(), e.detail());
      } catch (DataException e) {
        refused.put(situation.title(), String.valueOf(e.getMessage()));
      }
    }
    return suiting;
  }

  private List<Situation> ofLayer() {
    return INPUTS.stream()
        .map(shape -> {
          Examples examples = data.classes(ROWS, 3, shape);
          return new Situation(
              "inputs " + Shape.examples(shape),
              examples,
              trial.subject()::make,
              component ->
                  Network.prepare(examples, List.of())
                      .model(named(GradientCheck.withInputs((Layer) component)))
                      .losses(List.of(new Named<>("waves", 1, WAVES))),
              network -> List.of(network.scores()));
        })
        .toList();
  }

  private Layer named(Layer layer) {
    Named<Layer> named = new Named<>(trial.subject().name(), 1, layer);
    return (scope, x) -> scope.apply(named, x);
  }

  /// The target has classes, values and a mask, for losses of any sort.
  private List<Situation> ofLoss() {
    return Stream.of(3, 2).map(this::ofLoss).toList();
  }

  private Situation ofLoss(int classes) {
    Examples examples = data.classes(ROWS, classes, 5);
    return new Situation(
        classes + " classes",
        examples,
        trial.subject()::make,
        component -> {
          Loss loss = (Loss) component;
          Network network =
              Network.prepare(examples, List.of(new Named<>("target", 1, target(classes))));
          int outputs = loss.outputs(network.prepared().target()).orElse(classes);
          return network
              .model(
                  (scope, x) -> x.matmul(scope.parameter("weight", Shape.of(5, outputs), CENTERED)))
              .losses(List.of(new Named<>(trial.subject().name(), 1, loss)));
        },
        network -> List.of(network.losses(), network.predictions()));
  }

  private static Transform target(int classes) {
    return (_, sample) -> {
      Value x = sample.inputs();
      int outputs = sample.target().oneHot().features();
      return new Sample(
          x,
          sample.range(),
          sample
              .target()
              .withValues(sample.target().oneHot())
              .withMask(x.columns(0, Math.min(outputs, classes)).above(0, 1)));
    };
  }

  private List<Situation> ofPenalty() {
    Examples examples = data.classes(ROWS, 3, 5);
    Loss none = (scores, _) -> scores.sumRows().times(0);
    return List.of(
        new Situation(
            "a parameter [5, 3]",
            examples,
            trial.subject()::make,
            component -> {
              Penalty penalty = (Penalty) component;
              return Network.prepare(examples, List.of())
                  .model((scope, x) ->
                      x.matmul(
                          scope
                              .child(part(penalty.parameters(), 0))
                              .parameter(part(penalty.parameters(), 1), Shape.of(5, 3), CENTERED)))
                  .losses(List.of(new Named<>("none", 1, none)))
                  .penalties(List.of(new Named<>(trial.subject().name(), 1, penalty)));
            },
            network -> List.of(network.penalty().orElseThrow())));
  }

  /// {@return id or name of a parameter that a pattern is for}
  private static String part(String pattern, int index) {
    String[] parts = pattern.replace('*', 'x').split("\\.", 2);
    return parts.length > 1 ? parts[index] : index == 0 ? "x" : parts[0];
  }

  private List<Situation> ofTransform() {
    return INPUTS.stream()
        .map(shape -> {
          Examples examples = data.classes(ROWS, 3, shape);
          return new Situation(
              "inputs " + Shape.examples(shape),
              examples,
              trial.subject()::make,
              component ->
                  Network.prepare(
                          examples,
                          List.of(new Named<>(trial.subject().name(), 1, (Transform) component)))
                      .model((scope, x) ->
                          x.flatten()
                              .plus(
                                  scope.parameter(
                                      GradientCheck.INPUTS, Shape.of(1, x.features()), CENTERED)))
                      .losses(List.of(new Named<>("waves", 1, WAVES))),
              network -> List.of(network.prepared().inputs()));
        })
        .toList();
  }
}
