package dev.gatun.tests.engines;

/// Engine `reference` keeps the rules.
final class ReferenceEngineContractTest extends EngineContract {
  ReferenceEngineContractTest() {
    super("reference");
  }
}
