/// Losses; start at [dev.gatun.plugins.loss.CrossEntropy].
@NullMarked
package dev.gatun.plugins.loss;

import org.jspecify.annotations.NullMarked;
