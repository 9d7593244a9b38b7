/// Measurements of engines; start at [dev.gatun.kit.bench.EngineBench].
@NullMarked
package dev.gatun.kit.bench;

import org.jspecify.annotations.NullMarked;
