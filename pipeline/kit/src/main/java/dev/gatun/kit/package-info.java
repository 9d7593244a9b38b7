/// Checks of engines and components that need no test framework; start at
/// [dev.gatun.kit.GradientCheck].
@NullMarked
package dev.gatun.kit;

import org.jspecify.annotations.NullMarked;
