package dev.gatun.tests.parity;

import dev.gatun.runner.definition.Components;
import dev.gatun.runner.definition.Decoder;
import dev.gatun.tests.pipeline.Numbers;
import dev.gatun.tests.pipeline.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Holds what comes out of layers and losses against what PyTorch gave.
final class Parity {
  static final Components COMPONENTS = Components.load(Parity.class.getClassLoader());

  /// What float64 may be away from PyTorch, as a share.
  static final double SHARE = 1e-9;

  /// Roundings that an operation and its gradient may amount to: functions and their gradients are
  /// each accurate to 4 units in the last place by the contract of the kernels, and such a unit is
  /// at most two unit roundoffs.
  static final int ROUNDINGS = 16;

  private Parity() {}

  /// {@return the component a case has}
  static <K> K component(Fixture fixture, Class<K> kind) {
    return component(fixture.text(), kind);
  }

  static <K> K component(String text, Class<K> kind) {
    return new Decoder(COMPONENTS, Path.of("")).component(text, kind, "parity.py");
  }

  /// Checks on the engine `reference`, in float64.
  static void assertExact(Passes.Subject subject, Map<String, double[]> expected) {
    Map<String, double[]> results = Passes.of("reference", subject).results();
    expected.forEach((name, numbers) ->
        Closeness.assertAgree(name, Closeness.at(results, name), numbers, SHARE));
  }

  /// Checks on every engine in float32. A sum has at most as many terms as there are inputs,
  /// parameters or outputs.
  static void assertBounded(Passes.Subject subject, Map<String, double[]> expected) {
    Passes exact = Passes.of("reference", subject);
    List<double[]> data = new ArrayList<>();
    data.add(Numbers.toArray(subject.examples().inputs()));
    subject.tensors().values().forEach(block -> data.add(block.numbers()));
    int terms = Closeness.at(exact.results(), "output").length;
    for (double[] numbers : data) {
      terms = Math.max(terms, numbers.length);
    }
    Map<String, Double> bounds =
        Closeness.bounds(
            ROUNDINGS * exact.operations() + terms,
            exact.results(),
            data,
            (spread, trial) -> Passes.of("reference", subject, spread, trial).results());
    for (String engine : Trial.fastEngines()) {
      Map<String, double[]> results = Passes.of(engine, subject).results();
      expected.forEach((name, numbers) ->
          Closeness.assertWithin(
              engine + " " + name,
              Closeness.at(results, name),
              numbers,
              Objects.requireNonNull(bounds.get(name))));
    }
  }
}
