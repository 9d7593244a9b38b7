package dev.gatun.tests.example;

import dev.gatun.tests.engines.EngineContract;

/// Engine `traced` keeps the rules of every engine.
final class TracedContractTest extends EngineContract {
  TracedContractTest() {
    super("traced");
  }
}
