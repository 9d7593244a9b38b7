/// Benchmarks, each beside a limit measured in the same run; start at
/// [dev.gatun.tests.bench.KernelBench] for kernels, [dev.gatun.tests.bench.TrainingBench] for
/// training and [dev.gatun.tests.bench.ResidentBench] for memory.
@NullMarked
package dev.gatun.tests.bench;

import org.jspecify.annotations.NullMarked;
