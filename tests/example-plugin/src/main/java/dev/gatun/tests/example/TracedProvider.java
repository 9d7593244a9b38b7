package dev.gatun.tests.example;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;

/// Offers the engine `traced`: engine `java`, with a clock beside the operations of a training
/// step.
public final class TracedProvider implements EngineProvider {
  /// Makes the provider.
  public TracedProvider() {}

  @Override
  public String id() {
    return "traced";
  }

  @Override
  public String summary() {
    return "Another engine's kernels with their calls and times, which provenance.json tells";
  }

  /// Never taken by `auto`.
  @Override
  public int preference() {
    return -1;
  }

  @Override
  public Availability availability() {
    return new Availability.Available("clocks beside what engine java computes");
  }

  @Override
  public Kernels open(Kernels fallback) {
    return new TracedKernels(fallback);
  }
}
