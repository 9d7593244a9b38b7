/// Tests of the command's parts; start at [dev.gatun.cli.LiveLineTest].
@NullMarked
package dev.gatun.cli;

import org.jspecify.annotations.NullMarked;
