/// The `gatun` command; start at [dev.gatun.cli.Main].
@NullMarked
package dev.gatun.cli;

import org.jspecify.annotations.NullMarked;
