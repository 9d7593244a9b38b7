/// Definitions: reading, merging, decoding and writing them, and the components they may name;
/// start at [dev.gatun.runner.definition.Document] for the text and
/// [dev.gatun.runner.definition.Decoder] for what becomes of it.
@NullMarked
package dev.gatun.runner.definition;

import org.jspecify.annotations.NullMarked;
