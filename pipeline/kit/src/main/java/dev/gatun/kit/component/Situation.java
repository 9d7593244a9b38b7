package dev.gatun.kit.component;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.api.graph.Value;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/// Examples, and how to put a component into a network for them.
///
/// @param title what the component is given, such as `inputs [n, 2, 4, 5]`
/// @param examples of the form the network is for
/// @param maker makes a new component
/// @param build puts a component into a new network
/// @param results what the component gives in such a network
record Situation(
    String title,
    Examples examples,
    Supplier<Object> maker,
    Function<Object, Network> build,
    Function<Network, List<Value>> results) {
  /// {@return the same situation with other examples of the same form}
  Situation with(Examples others) {
    return new Situation(title, others, maker, build, results);
  }

  /// {@return the same situation for another way to write the component}
  Situation with(String text, Supplier<Object> other) {
    return new Situation("%s, %s".formatted(text, title), examples, other, build, results);
  }

  /// {@return a new network with a new component}
  Network network() {
    return build.apply(maker.get());
  }

  int count() {
    return examples.count();
  }
}
