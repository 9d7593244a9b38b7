package dev.gatun.runner.plugin;

import java.nio.file.Path;

/// A jar, `.java` file or folder from outside that could not be loaded.
///
/// @param file as it was named
/// @param named whether it was named for this command, rather than found where plugins always are
/// @param message a sentence for each mistake, one a line
public record FailedPlugin(Path file, boolean named, String message) {}
