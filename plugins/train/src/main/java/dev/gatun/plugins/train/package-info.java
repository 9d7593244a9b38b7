/// Trainers, optimizers and schedules; start at [dev.gatun.plugins.train.GradientDescent].
@NullMarked
package dev.gatun.plugins.train;

import org.jspecify.annotations.NullMarked;
