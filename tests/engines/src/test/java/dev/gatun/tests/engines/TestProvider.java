package dev.gatun.tests.engines;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Engines;
import dev.gatun.engine.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Offers an engine made for a test; `auto` never takes it.
///
/// @param id the engine's
/// @param isComplete whether it needs no fallback
/// @param opening makes kernels of a fallback
record TestProvider(String id, boolean isComplete, UnaryOperator<Kernels> opening)
    implements EngineProvider {
  static TestProvider complete(String id, Kernels kernels) {
    return new TestProvider(id, true, _ -> kernels);
  }

  /// {@return this engine beside those on the class path}
  Engines beside() {
    List<EngineProvider> all =
        new ArrayList<>(Engines.load(TestProvider.class.getClassLoader()).providers());
    all.add(this);
    return Engines.of(all);
  }

  @Override
  public String summary() {
    return "made for a test";
  }

  @Override
  public int preference() {
    return -1;
  }

  @Override
  public Availability availability() {
    return new Availability.Available("made for a test");
  }

  @Override
  public Kernels open(Kernels fallback) {
    return opening.apply(fallback);
  }
}
