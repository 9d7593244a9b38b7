/// The contract of components: numbered rules that any component of a plugin must keep; start at
/// [dev.gatun.kit.component.ComponentKit].
@NullMarked
package dev.gatun.kit.component;

import org.jspecify.annotations.NullMarked;
