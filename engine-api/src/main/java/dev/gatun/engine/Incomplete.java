package dev.gatun.engine;

import java.util.Map;

/// What a complete engine falls back on: nothing. Reaching it is a mistake of that engine's.
final class Incomplete {
  static final Kernels KERNELS =
      new Kernels() {
        @Override
        public Kernels fallback() {
          throw new AssertionError("an engine that calls itself complete leaves an operation out");
        }

        @Override
        public Map<String, String> description() {
          return Map.of();
        }
      };

  private Incomplete() {}
}
