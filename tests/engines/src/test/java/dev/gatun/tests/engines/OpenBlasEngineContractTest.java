package dev.gatun.tests.engines;

/// Engine `openblas` keeps the rules.
final class OpenBlasEngineContractTest extends EngineContract {
  OpenBlasEngineContractTest() {
    super("openblas");
  }
}
