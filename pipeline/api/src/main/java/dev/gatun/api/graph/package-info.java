/// Graphs of operations, their gradients, and the plans that run them; start at
/// [dev.gatun.api.graph.Value].
@NullMarked
package dev.gatun.api.graph;

import org.jspecify.annotations.NullMarked;
