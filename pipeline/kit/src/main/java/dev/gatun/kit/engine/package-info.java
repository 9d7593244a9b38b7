/// The rules of an engine as checks without a test framework; start at
/// [dev.gatun.kit.engine.EngineKit].
@NullMarked
package dev.gatun.kit.engine;

import org.jspecify.annotations.NullMarked;
