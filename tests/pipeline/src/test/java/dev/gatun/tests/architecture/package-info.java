/// The arrows between the parts; start at [dev.gatun.tests.architecture.LayersTest].
@NullMarked
package dev.gatun.tests.architecture;

import org.jspecify.annotations.NullMarked;
