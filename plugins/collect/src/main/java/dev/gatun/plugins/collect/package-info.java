/// Built-in data sources, transforms and splits; start at
/// [dev.gatun.plugins.collect.CollectPlugin].
@NullMarked
package dev.gatun.plugins.collect;

import org.jspecify.annotations.NullMarked;
