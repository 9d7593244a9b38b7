/// Layers and initializers; start at [dev.gatun.plugins.model.Linear].
@NullMarked
package dev.gatun.plugins.model;

import org.jspecify.annotations.NullMarked;
