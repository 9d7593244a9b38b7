package dev.gatun.tests.engines;

import dev.gatun.engine.java.ScalarKernels;

/// The loops that serve where there is no Vector API keep the rules.
final class ScalarKernelsContractTest extends EngineContract {
  ScalarKernelsContractTest() {
    super(TestProvider.complete("scalar", new ScalarKernels()).beside(), "scalar");
  }
}
