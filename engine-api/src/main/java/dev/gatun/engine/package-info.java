/// Tensors, workspaces and engines; start at [dev.gatun.engine.Engine], and at
/// [dev.gatun.engine.Kernels] to write an engine.
@NullMarked
package dev.gatun.engine;

import org.jspecify.annotations.NullMarked;
