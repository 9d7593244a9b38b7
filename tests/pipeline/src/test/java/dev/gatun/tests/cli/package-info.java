/// The `gatun` command, run in process; start at [dev.gatun.tests.cli.Command].
@NullMarked
package dev.gatun.tests.cli;

import org.jspecify.annotations.NullMarked;
