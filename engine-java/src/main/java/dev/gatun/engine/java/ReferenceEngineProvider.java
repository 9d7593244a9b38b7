package dev.gatun.engine.java;

import dev.gatun.engine.Availability;
import dev.gatun.engine.EngineProvider;
import dev.gatun.engine.Kernels;

/// Offers the engine `reference`, for checks; `auto` never takes it.
public final class ReferenceEngineProvider implements EngineProvider {
  /// Makes the provider.
  public ReferenceEngineProvider() {}

  @Override
  public String id() {
    return "reference";
  }

  @Override
  public String summary() {
    return "Plain loops in float64: the yardstick for the other engines";
  }

  @Override
  public int preference() {
    return -1;
  }

  @Override
  public Availability availability() {
    return new Availability.Available("plain loops in float64");
  }

  @Override
  public Kernels open(Kernels fallback) {
    return new ReferenceKernels();
  }

  @Override
  public boolean isComplete() {
    return true;
  }
}
