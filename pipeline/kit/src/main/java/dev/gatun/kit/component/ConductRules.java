package dev.gatun.kit.component;

import dev.gatun.api.graph.Fault;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Plan;
import dev.gatun.kit.NotApplicable;
import dev.gatun.kit.Violation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Rules of what an operation may touch, for how long, and what it may allocate.
final class ConductRules {
  private static final int STEPS = 2000;

  /// How long the compiler may take until it is done with the code.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private ConductRules() {}

  static List<Rule> rules() {
    return List.of(
        rule("CMP-20", "An operation leaves its inputs as they are.", Fault.Offence.INPUT_CHANGED),
        rule("CMP-21", "An operation sets every number of its output.", Fault.Offence.OUTPUT_LEFT),
        rule(
            "CMP-22",
            "A backward pass sets the gradient of every input that needs one.",
            Fault.Offence.GRADIENT_LEFT),
        rule(
            "CMP-23",
            "An operation keeps no tensor beyond the call it was given in.",
            Fault.Offence.TENSOR_KEPT),
        new Rule(
            "CMP-24",
            Group.CONDUCT,
            GraphRules.PARTS,
            "An operation allocates nothing in a step.",
            ConductRules::allocates));
  }

  private static Rule rule(String id, String text, Fault.Offence offence) {
    return new Rule(
        id, Group.CONDUCT, GraphRules.PARTS, text, trial -> requireNone(trial, offence));
  }

  private static void requireNone(Trial trial, Fault.Offence offence) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      try (Steps steps = GraphRules.steps(trial.reference(), network, situation, trial)) {
        for (Fault fault : steps.audit().faults()) {
          if (fault.offence() == offence) {
            throw new Violation("%s: %s".formatted(situation.title(), fault.message()));
          }
        }
      }
    }
  }

  /// On `reference`, whose kernels use no vectors: what is allocated there, the operation does.
  private static void allocates(Trial trial) {
    for (Situation situation : Situations.of(trial)) {
      Network network = situation.network();
      if (network.graph().authoredOperations().isEmpty()) {
        throw new NotApplicable("it is composed of operations of Gatun");
      }
      try (Steps steps = GraphRules.steps(trial.reference(), network, situation, trial)) {
        Plan plan = steps.plan(situation.count(), true);
        double bytes = Double.MAX_VALUE;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (bytes >= 1 && System.nanoTime() < deadline) {
          bytes = allocated(steps, plan);
        }
        Require.that(
            bytes < 1,
            "%s: op '%s' must allocate nothing in a step, allocates %s bytes; make what it needs once, with Op.saved",
            situation.title(),
            network.graph().authoredOperations().getFirst(),
            String.format(Locale.ROOT, "%.0f", bytes));
      }
    }
  }

  private static double allocated(Steps steps, Plan plan) {
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    steps.load(plan);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int step = 0; step < STEPS; step++) {
      plan.forward();
      plan.backward();
    }
    return (double) (threads.getCurrentThreadAllocatedBytes() - before) / STEPS;
  }
}
