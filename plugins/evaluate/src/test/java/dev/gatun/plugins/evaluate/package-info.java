/// Tests of the built-in metrics and figures; start at [dev.gatun.plugins.evaluate.MetricsTest].
@NullMarked
package dev.gatun.plugins.evaluate;

import org.jspecify.annotations.NullMarked;
