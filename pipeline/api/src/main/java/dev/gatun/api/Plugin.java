package dev.gatun.api;

import java.util.List;

/// What a jar offers: the one service an author registers, in
/// `META-INF/services/dev.gatun.api.Plugin`.
///
/// Has a public constructor without arguments that does nothing. The jar's manifest may say what it
/// was built against, as `Gatun-Api-Version: 0.1`.
public interface Plugin {
  /// The version of what plugins are compiled against, engine-api included: where the first number
  /// grows, or the second while the first is 0, older jars must be built again.
  String API_VERSION = "0.1";

  /// {@return the components: records marked [Component]}
  List<Class<? extends Record>> components();
}
