package dev.gatun.api;

import dev.gatun.api.data.Dataset;
import dev.gatun.engine.Workspace;
import java.nio.file.Path;

/// Where examples come from.
///
/// {@snippet file="dev/gatun/tests/example/Checkerboard.java"}
@Kind("source")
public interface Source {
  /// Reads or makes the examples.
  ///
  /// @param reading where to put them
  /// @return the data
  /// @throws dev.gatun.api.data.DataException if they cannot be had, saying which file and place,
  ///   what was expected, what was found and what to do
  Dataset read(Reading reading);

  /// What a source may use while it reads.
  interface Reading {
    /// {@return owns the tensors of the data set}
    Workspace workspace();

    /// {@return the seed of the run}
    long seed();

    /// Records a file that was read, so that the run's provenance can name it with its checksum.
    ///
    /// @param file an existing file
    void used(Path file);
  }
}
