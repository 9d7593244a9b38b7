/// Training by gradient descent; start at [dev.gatun.tests.train.Recorder].
@NullMarked
package dev.gatun.tests.train;

import org.jspecify.annotations.NullMarked;
