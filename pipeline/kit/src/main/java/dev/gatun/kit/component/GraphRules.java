package dev.gatun.kit.component;

import dev.gatun.api.Layer;
import dev.gatun.api.Loss;
import dev.gatun.api.Penalty;
import dev.gatun.api.Transform;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import dev.gatun.api.graph.Audit;
import dev.gatun.api.graph.Fault;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Value;
import dev.gatun.engine.Engine;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Rules of what parts of a graph give: layers, losses, penalties, transforms.
final class GraphRules {
  static final Set<Class<?>> PARTS =
      Set.of(Layer.class, Loss.class, Penalty.class, Transform.class);

  private static final Set<Class<?>> OF_EXAMPLES = Set.of(Layer.class, Loss.class, Transform.class);

  /// The example whose inputs are NaN.
  private static final int DAMAGED = 2;

  private GraphRules() {}

  static List<Rule> rules() {
    return List.of(
        new Rule(
            "CMP-10",
            Group.RESULTS,
            PARTS,
            "It takes inputs of some shape, and gives finite numbers for finite ones.",
            GraphRules::finite),
        new Rule(
            "CMP-11",
            Group.RESULTS,
            OF_EXAMPLES,
            "An example's result is the same alone, in a batch and in a short last batch.",
            GraphRules::rows),
        new Rule(
            "CMP-12",
            Group.RESULTS,
            PARTS,
            "NaN in gives NaN or an error, for the example it is in.",
            GraphRules::damage),
        new Rule(
            "CMP-13",
            Group.DETERMINISM,
            PARTS,
            "The same seed gives the same bits, on every engine.",
            GraphRules::repeats),
        new Rule(
            "CMP-14",
            Group.DETERMINISM,
            PARTS,
            "A run leaves nothing behind that changes the next.",
            GraphRules::forgets));
  }

  private static void finite(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      try (Steps steps = steps(trial.reference(), network, situation, trial)) {
        for (Value result : situation.results().apply(network)) {
          Audit audit = steps.auditOf(result, Audit::of);
          double[] numbers = audit.output(result);
          if (!Arrays.stream(numbers).allMatch(Double::isFinite)) {
            throw new Violation(
                "must be finite for %s, is not: %s"
                    .formatted(situation.title(), culprit(audit.faults())));
          }
        }
      }
    }
  }

  /// {@return the first operation that gave a number that is not finite}
  private static String culprit(List<Fault> faults) {
    return faults.stream()
        .filter(fault -> fault.offence() == Fault.Offence.NOT_FINITE)
        .map(Fault::message)
        .findFirst()
        .orElse("a parameter is not finite");
  }

  static Steps steps(Engine engine, Network network, Situation situation, Trial trial) {
    return new Steps(engine, network, situation.examples(), trial.seed());
  }

  private static void rows(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      int[] all = Data.rows(situation.count());
      try (Steps steps = steps(trial.reference(), network, situation, trial)) {
        for (Value result : situation.results().apply(network)) {
          double[] whole = steps.evaluate(all, all.length, result);
          boolean mixes = network.graph().mixesExamples(result);
          for (int batch : mixes ? new int[0] : new int[] {1, 3, all.length - 1}) {
            sameRows(steps.evaluate(all, batch, result), whole, result, batch, situation);
          }
          if (mixes) {
            throw new NotApplicable("it mixes examples, and says so");
          }
        }
      }
    }
  }

  private static void sameRows(
      double[] found, double[] expected, Value result, int batch, Situation situation) {
    int columns = Math.max(1, result.features());
    for (int i = 0; i < expected.length; i++) {
      Require.that(
          Double.doubleToLongBits(found[i]) == Double.doubleToLongBits(expected[i]),
          "%s: example %d must give the same in any batch, gives %s at %s in a batch of %d and %s in one of %d; an operation that mixes examples must override mixesExamples",
          situation.title(),
          i / columns,
          Require.number(found[i]),
          Require.place(i, columns),
          batch,
          Require.number(expected[i]),
          expected.length / columns);
    }
  }

  private static void damage(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Data data = new Data(trial.workspace(), trial.seed());
      Examples damaged = data.withNaN(situation.examples(), DAMAGED);
      Network network = situation.network();
      boolean penalty = trial.subject().kind() == Penalty.class;
      try (Steps sound = steps(trial.reference(), network, situation, trial);
          Steps steps =
              new Steps(trial.reference(), network, damaged, trial.seed()).with(sound.parameters)) {
        if (penalty) {
          steps
              .parameters
              .parameters()
              .values()
              .forEach(tensor -> trial.reference().fill(Double.NaN, tensor));
        }
        Value result = situation.results().apply(network).getFirst();
        double[] numbers = steps.evaluate(Data.rows(situation.count()), situation.count(), result);
        requireNaN(numbers, penalty ? 1 : result.features(), penalty ? 0 : DAMAGED, situation);
      } catch (ArithmeticException | IllegalArgumentException e) {
        // An error is no silence.
      }
    }
  }

  private static void requireNaN(double[] numbers, int columns, int row, Situation situation) {
    double[] own = Arrays.copyOfRange(numbers, row * columns, (row + 1) * columns);
    Require.that(
        Arrays.stream(own).anyMatch(Double::isNaN),
        "%s: must give NaN where its inputs are NaN, or an error, gives %s; pass NaN on",
        situation.title(),
        Arrays.stream(own).limit(4).mapToObj(Require::number).toList());
  }

  private static void repeats(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      for (Engine engine :
          Stream.concat(Stream.of(trial.reference()), trial.engines().stream()).toList()) {
        Map<String, double[]> first = run(trial, engine, situation, situation.maker().get());
        Map<String, double[]> second = run(trial, engine, situation, situation.maker().get());
        requireSame(
            first, second, "in a second run on engine '%s'".formatted(engine.id()), situation);
      }
    }
  }

  private static void requireSame(
      Map<String, double[]> expected,
      Map<String, double[]> found,
      String why,
      Situation situation) {
    expected.forEach((name, numbers) ->
        Require.same(
            "%s: %s".formatted(situation.title(), name),
            why,
            Math.max(1, numbers.length / situation.count()),
            numbers,
            Objects.requireNonNull(found.get(name))));
  }

  private static Map<String, double[]> run(
      Trial trial, Engine engine, Situation situation, Object component) {
    Network network = situation.build().apply(component);
    try (Steps steps = steps(engine, network, situation, trial)) {
      return steps.everything(situation.results().apply(network));
    }
  }

  private static void forgets(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Object component = situation.maker().get();
      Map<String, double[]> alone = run(trial, trial.reference(), situation, component);
      Data other = new Data(trial.workspace(), trial.seed() + 1);
      int[] inputs = situation.examples().inputShape().extents();
      int classes = ((Targets.Classes) situation.examples().targets()).names().size();
      run(
          trial,
          trial.reference(),
          situation.with(other.classes(situation.count() - 2, classes, inputs)),
          component);
      requireSame(
          alone,
          run(trial, trial.reference(), situation, component),
          "as before another run with the same component",
          situation);
    }
  }
}
