package dev.gatun.engine;

/// Offers one engine; found through `ServiceLoader`. Has a public constructor without arguments
/// that does nothing.
///
/// {@snippet file="dev/gatun/tests/example/TracedProvider.java"}
///
/// The kernels it opens need only override what they do better, or look at:
///
/// {@snippet file="dev/gatun/tests/example/TracedKernels.java"}
public interface EngineProvider {
  /// {@return the name definitions use, such as `openblas`; lower-case letters, digits and dashes}
  String id();

  /// {@return one sentence about the engine}
  String summary();

  /// {@return how eagerly `auto` takes it: the highest available wins; negative is never taken}
  int preference();

  /// {@return whether it can run here, found out without side effects that outlast the call, except
  /// loading a library}
  Availability availability();

  /// Opens the kernels. Called only where [#availability] is [Availability.Available].
  ///
  /// @param fallback complete kernels in float32 over host memory, for what these leave out
  /// @return the kernels, ready
  Kernels open(Kernels fallback);

  /// {@return whether its kernels are complete, so that others may fall back on them; these get
  /// themselves as a fallback nowhere}
  default boolean isComplete() {
    return false;
  }
}
