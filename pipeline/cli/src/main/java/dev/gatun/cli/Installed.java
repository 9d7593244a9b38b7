package dev.gatun.cli;

import dev.gatun.engine.Engines;
import dev.gatun.runner.Installation;
import dev.gatun.runner.definition.Components;
import io.micronaut.context.annotation.Prototype;

/// What is installed beside the command. Looked up when asked for: that takes most of a start.
@Prototype
final class Installed {
  Installed() {}

  Installation everything() {
    return Installation.load(Installed.class.getClassLoader());
  }

  Components components() {
    return Components.load(Installed.class.getClassLoader());
  }

  Engines engines() {
    return Engines.load(Installed.class.getClassLoader());
  }
}
