/// Tests of what training is made of; start at [dev.gatun.plugins.train.BarrierTest].
@NullMarked
package dev.gatun.plugins.train;

import org.jspecify.annotations.NullMarked;
