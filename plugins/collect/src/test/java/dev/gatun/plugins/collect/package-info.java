/// Tests of the Collect components; start at [dev.gatun.plugins.collect.IdxTest].
@NullMarked
package dev.gatun.plugins.collect;

import org.jspecify.annotations.NullMarked;
