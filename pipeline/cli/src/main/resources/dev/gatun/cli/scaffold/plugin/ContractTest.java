package __package__;

import dev.gatun.tests.contract.ComponentContract;

/// The contract of components, rule by rule: what `gatun verify` tries.
final class __class__ContractTest extends ComponentContract {
  __class__ContractTest() {
    super(new __class__Plugin());
  }
}
