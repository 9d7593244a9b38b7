/// Components: records whose record components are their options; start at
/// [dev.gatun.api.Component].
@NullMarked
package dev.gatun.api;

import org.jspecify.annotations.NullMarked;
