package dev.gatun.tests.contract;

import dev.gatun.api.Plugin;
import java.util.List;
import java.util.ServiceLoader;

/// The components that come with Gatun keep the contract that they ask of others.
final class BuiltInContractTest extends ComponentContract {
  BuiltInContractTest() {
    super(new Everything());
  }

  /// All plugins in one.
  private static final class Everything implements Plugin {
    @Override
    public List<Class<? extends Record>> components() {
      return ServiceLoader.load(Plugin.class).stream()
          .flatMap(plugin -> plugin.get().components().stream())
          .<Class<? extends Record>>map(type -> type)
          .toList();
    }
  }
}
