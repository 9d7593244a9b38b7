package dev.gatun.api;

import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
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
  /// @throws DataException if they cannot be had, saying which file and place, what was expected,
  ///   what was found and what to do
  Dataset read(Reading reading);

  /// Reads new inputs for predictions, in the form that [#read] gives them, from a file of a name
  /// that the source's annotation [Reads] lists. Nothing is left out: each row of the file is an
  /// input.
  ///
  /// @param file may be the one this source reads
  /// @param reading where to put them
  /// @return inputs; their targets are not looked at
  /// @throws DataException as [#read] does
  default Examples inputs(Path file, Reading reading) {
    throw new DataException(
        "%s: this source reads no other files; name one that a source with inputs reads"
            .formatted(file));
  }

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
