/// What `gatun new` writes works as it is.
@NullMarked
package dev.gatun.tests.scaffold;

import org.jspecify.annotations.NullMarked;
