/// What components compute beside what PyTorch does; start at [dev.gatun.tests.parity.Fixture].
@NullMarked
package dev.gatun.tests.parity;

import org.jspecify.annotations.NullMarked;
