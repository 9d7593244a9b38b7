/// A plugin as an author would write one; start at [dev.gatun.tests.example.ExamplePlugin].
@NullMarked
package dev.gatun.tests.example;

import org.jspecify.annotations.NullMarked;
