/// Running definitions and looking after what runs leave behind; start at [dev.gatun.runner.Run].
@NullMarked
package dev.gatun.runner;

import org.jspecify.annotations.NullMarked;
