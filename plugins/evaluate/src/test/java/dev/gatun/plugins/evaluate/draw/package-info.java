/// Tests of the figures; start at [dev.gatun.plugins.evaluate.draw.LineChartTest].
@NullMarked
package dev.gatun.plugins.evaluate.draw;

import org.jspecify.annotations.NullMarked;
