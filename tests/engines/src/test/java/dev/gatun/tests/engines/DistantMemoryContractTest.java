package dev.gatun.tests.engines;

/// An engine with a memory of its own keeps the rules.
final class DistantMemoryContractTest extends EngineContract {
  DistantMemoryContractTest() {
    super(new TestProvider("distant", false, DistantKernels::new).beside(), "distant");
  }
}
