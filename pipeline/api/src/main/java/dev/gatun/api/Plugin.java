package dev.gatun.api;

import java.util.List;

/// What a jar offers, found through `ServiceLoader`: the one service an author registers.
///
/// Has a public constructor without arguments that does nothing.
public interface Plugin {
  /// {@return the components: records marked [Component]}
  List<Class<? extends Record>> components();
}
