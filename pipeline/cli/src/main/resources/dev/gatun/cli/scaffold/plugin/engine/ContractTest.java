package __package__;

import dev.gatun.tests.engines.EngineContract;

/// The rules of engines, one by one: what `gatun engines --doctor` tries.
final class __class__ContractTest extends EngineContract {
  __class__ContractTest() {
    super("__name__");
  }
}
