package dev.gatun.kit.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every operation of the SPI, and how to call it.
///
/// An operation that has no entry stops the kit: to add one to the SPI is to add one here.
final class Operations {
  private static final List<Operation> ALL = collect();

  private Operations() {}

  private static List<Operation> collect() {
    List<Operation> all = new ArrayList<>();
    all.addAll(ProductSamples.operations());
    all.addAll(MoveSamples.operations());
    all.addAll(ElementwiseSamples.operations());
    all.addAll(ReductionSamples.operations());
    all.addAll(NeuralSamples.operations());
    all.addAll(ImageSamples.operations());
    all.addAll(NormalizationSamples.operations());
    all.addAll(RandomSamples.operations());
    all.addAll(UpdateSamples.operations());
    all.addAll(LinearAlgebraSamples.operations());
    Set<String> missing = new TreeSet<>(Sample.methods().keySet());
    missing.removeAll(all.stream().map(Operation::name).collect(Collectors.toSet()));
    if (!missing.isEmpty()) {
      throw new AssertionError("operations without samples in the kit: " + missing);
    }
    return List.copyOf(all);
  }

  /// {@return the operations, group by group}
  static List<Operation> all() {
    return ALL;
  }

  /// {@return the operations of a group}
  static List<Operation> of(Group group) {
    return ALL.stream().filter(operation -> operation.group() == group).toList();
  }

  static Operation named(String name) {
    return ALL.stream()
        .filter(operation -> operation.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation '" + name + "'"));
  }
}
