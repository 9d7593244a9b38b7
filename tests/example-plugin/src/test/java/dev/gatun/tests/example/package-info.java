/// Tests as an author would write them, with the kit; start at [dev.gatun.tests.example.FocalTest].
@NullMarked
package dev.gatun.tests.example;

import org.jspecify.annotations.NullMarked;
