package dev.gatun.plugins.collect;

import dev.gatun.api.Source.Reading;
import dev.gatun.engine.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A reading into a workspace of its own that remembers which files were used.
final class TestReading implements Reading, AutoCloseable {
  private final Workspace workspace = Workspace.open("test");
  private final long seed;
  final List<Path> used = new ArrayList<>();

  TestReading(long seed) {
    this.seed = seed;
  }

  @Override
  public Workspace workspace() {
    return workspace;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public void used(Path file) {
    used.add(file);
  }

  @Override
  public void close() {
    workspace.close();
  }
}
