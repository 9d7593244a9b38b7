package dev.gatun.kit.component;

import dev.gatun.engine.Engine;
import dev.gatun.engine.Workspace;
import java.util.List;

/// One rule on one component: engines, data, and memory.
public final class Trial implements AutoCloseable {
  private final Subject subject;
  private final Engine reference;
  private final List<Engine> engines;
  private final long seed;
  private final Workspace workspace = Workspace.open("component");

  Trial(Subject subject, Engine reference, List<Engine> engines, long seed) {
    this.subject = subject;
    this.reference = reference;
    this.engines = engines;
    this.seed = seed;
  }

  Subject subject() {
    return subject;
  }

  /// {@return a new component}
  ///
  /// @param kind the component's
  <K> K make(Class<K> kind) {
    return kind.cast(subject.make());
  }

  /// {@return the engine that computes in float64}
  Engine reference() {
    return reference;
  }

  /// {@return the other engines}
  List<Engine> engines() {
    return engines;
  }

  long seed() {
    return seed;
  }

  /// {@return host memory for data, as long as the rule is tried}
  Workspace workspace() {
    return workspace;
  }

  @Override
  public void close() {
    workspace.close();
  }
}
