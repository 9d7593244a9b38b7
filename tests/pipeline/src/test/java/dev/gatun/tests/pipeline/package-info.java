/// Tests of the graph and of whole pipelines; start at
/// [dev.gatun.tests.pipeline.ValueGradientTest].
@NullMarked
package dev.gatun.tests.pipeline;

import org.jspecify.annotations.NullMarked;
