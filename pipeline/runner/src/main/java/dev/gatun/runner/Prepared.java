package dev.gatun.runner;

import dev.gatun.api.data.Examples;
import dev.gatun.api.graph.Network;
import dev.gatun.engine.Engine;
import dev.gatun.runner.definition.Decoder;
import java.util.function.Function;

/// A definition made ready for something other than a run: the engine open, the data there, the
/// network built.
///
/// @param name of the definition
/// @param engine that is open
/// @param network with model and loss
/// @param examples hold the training split
/// @param rows of the training split
public record Prepared(String name, Engine engine, Network network, Examples examples, int[] rows) {
  /// Makes a definition ready, and frees everything afterwards.
  ///
  /// @param installation what may be used
  /// @param request what to read
  /// @param threads to use, at least 1
  /// @param listener is told what happens
  /// @param use what to do with it
  /// @return what `use` gave
  /// @throws RuntimeException whatever is wrong, see [Failure]
  public static <T> T use(
      Installation installation,
      Definitions.Request request,
      int threads,
      Event.Listener listener,
      Function<Prepared, T> use) {
    Decoder.Decoded<Definition> decoded = new Definitions(installation).read(request);
    try (Session session = new Session(decoded, installation.engines(), threads, listener)) {
      return use.apply(
          new Prepared(
              Definitions.runName(decoded),
              session.engine(),
              session.network(),
              session.train().examples(),
              session.train().rows()));
    }
  }
}
