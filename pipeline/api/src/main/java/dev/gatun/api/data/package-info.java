/// Examples and their targets; start at [dev.gatun.api.data.Dataset].
@NullMarked
package dev.gatun.api.data;

import org.jspecify.annotations.NullMarked;
