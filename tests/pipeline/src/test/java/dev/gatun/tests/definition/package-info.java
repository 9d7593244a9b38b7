/// Definitions: mistakes and their messages, the schema.
@NullMarked
package dev.gatun.tests.definition;

import org.jspecify.annotations.NullMarked;
