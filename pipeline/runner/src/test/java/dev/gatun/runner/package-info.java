/// Tests of runs and the files they leave; start at [dev.gatun.runner.RunFolderTest].
@NullMarked
package dev.gatun.runner;

import org.jspecify.annotations.NullMarked;
