/// Every component that plugins offer, found as a run finds them; start at
/// [dev.gatun.tests.components.GradientsTest].
@NullMarked
package dev.gatun.tests.components;

import org.jspecify.annotations.NullMarked;
