package dev.gatun.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/// Finds engines and opens them. A named engine opens or fails; only [#AUTO] chooses.
public final class Engines {
  /// The name that stands for the best available engine.
  public static final String AUTO = "auto";

  private final List<EngineProvider> providers;

  private Engines(List<EngineProvider> providers) {
    this.providers = providers;
  }

  /// An opened engine and why it was taken.
  ///
  /// @param engine open
  /// @param detail what runs, such as the library and its core type
  /// @param why one sentence, such as `auto: the fastest available`; it names each better engine
  ///   that was not available
  /// @param notes what a person should know about it, see [Availability.Available]
  public record Opened(Engine engine, String detail, String why, List<String> notes) {}

  /// Looks engines up.
  ///
  /// @param loader sees the providers
  /// @return the engines, best first
  public static Engines load(ClassLoader loader) {
    List<EngineProvider> found = new ArrayList<>();
    ServiceLoader.load(EngineProvider.class, loader).forEach(found::add);
    return of(found);
  }

  /// Makes a set of engines from providers.
  ///
  /// @param providers in any order
  /// @return the engines, best first
  /// @throws IllegalArgumentException if two have one id
  public static Engines of(List<EngineProvider> providers) {
    List<EngineProvider> ranked = new ArrayList<>(providers);
    ranked.sort(
        Comparator.comparingInt(EngineProvider::preference)
            .reversed()
            .thenComparing(EngineProvider::id));
    for (int i = 0; i < ranked.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (ranked.get(i).id().equals(ranked.get(j).id())) {
          throw new IllegalArgumentException(
              "engine '%s': two providers have this id: %s and %s; remove one"
                  .formatted(
                      ranked.get(i).id(),
                      ranked.get(j).getClass().getName(),
                      ranked.get(i).getClass().getName()));
        }
      }
    }
    return new Engines(List.copyOf(ranked));
  }

  /// {@return the providers, best first}
  public List<EngineProvider> providers() {
    return providers;
  }

  /// Opens an engine.
  ///
  /// @param id an engine's, or [#AUTO]
  /// @return the engine and why it was taken
  /// @throws EngineException if there is no such engine, or it is not available
  public Opened open(String id) {
    return id.equals(AUTO) ? openBest() : openNamed(provider(id));
  }

  private Opened openBest() {
    List<String> rejected = new ArrayList<>();
    for (EngineProvider provider : providers) {
      if (provider.preference() < 0) {
        continue;
      }
      switch (provider.availability()) {
        case Availability.Available available -> {
          String why =
              rejected.isEmpty()
                  ? "auto: the fastest available"
                  : "auto: " + String.join("; ", rejected);
          return open(provider, available, why);
        }
        case Availability.Unavailable(String reason, String remedy) ->
            rejected.add("%s is unavailable: %s; %s".formatted(provider.id(), reason, remedy));
      }
    }
    throw new EngineException(
        "engine 'auto': no engine is available: " + String.join("; ", rejected));
  }

  /// {@return the provider of an engine}
  ///
  /// @param id the engine's
  /// @throws EngineException if there is no such engine
  public EngineProvider provider(String id) {
    return providers.stream()
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new EngineException(
                "engine '%s': no such engine; there are %s"
                    .formatted(
                        id,
                        providers.stream()
                            .map(EngineProvider::id)
                            .sorted()
                            .collect(Collectors.joining(", ")))));
  }

  /// {@return the provider of the engine that incomplete ones fall back on}
  public Optional<EngineProvider> complete() {
    return providers.stream()
        .filter(EngineProvider::isComplete)
        .filter(provider -> provider.preference() >= 0)
        .findFirst();
  }

  private Opened openNamed(EngineProvider provider) {
    return switch (provider.availability()) {
      case Availability.Available available -> open(provider, available, "as asked");
      case Availability.Unavailable(String reason, String remedy) ->
          throw new EngineException(
              "engine '%s' is unavailable: %s; %s".formatted(provider.id(), reason, remedy));
    };
  }

  private Opened open(EngineProvider provider, Availability.Available available, String why) {
    Engine engine = new Engine(provider.id(), openKernels(provider));
    return new Opened(engine, available.detail(), why, available.notes());
  }

  private Kernels openKernels(EngineProvider provider) {
    if (provider.isComplete()) {
      return provider.open(Incomplete.KERNELS);
    }
    EngineProvider complete =
        complete()
            .orElseThrow(() ->
                new EngineException(
                    "engine '%s' needs a complete engine to fall back on, and there is none;"
                            .formatted(provider.id())
                        + " add gatun-engine-java"));
    return provider.open(complete.open(Incomplete.KERNELS));
  }
}
