/// Built-in data sources, transforms, augmentations and splits.
@NullMarked
package dev.gatun.plugins.collect;

import org.jspecify.annotations.NullMarked;
