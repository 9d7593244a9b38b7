package dev.gatun.tests.engines;

/// Engine `java` keeps the rules.
final class JavaEngineContractTest extends EngineContract {
  JavaEngineContractTest() {
    super("java");
  }
}
