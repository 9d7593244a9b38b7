/// Benchmarks, each beside a limit measured in the same run; start at
/// [dev.gatun.tests.bench.TrainingBench].
@NullMarked
package dev.gatun.tests.bench;

import org.jspecify.annotations.NullMarked;
