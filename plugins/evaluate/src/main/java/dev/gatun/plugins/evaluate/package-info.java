/// Built-in metrics and figures; start at [dev.gatun.plugins.evaluate.EvaluatePlugin].
@NullMarked
package dev.gatun.plugins.evaluate;

import org.jspecify.annotations.NullMarked;
