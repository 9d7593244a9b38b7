/// Draws the figures of a run as PNG images, on machines without fonts or a display too.
///
/// Start at [dev.gatun.plugins.evaluate.draw.LineChart],
/// [dev.gatun.plugins.evaluate.draw.ImageGrid] or [dev.gatun.plugins.evaluate.draw.Heatmap]: each
/// describes one figure and draws it on a [dev.gatun.plugins.evaluate.draw.Canvas]. Lengths are in
/// logical pixels unless stated.
@NullMarked
package dev.gatun.plugins.evaluate.draw;

import org.jspecify.annotations.NullMarked;
