/// The contract of components as a test; start at [dev.gatun.tests.contract.ComponentContract].
@NullMarked
package dev.gatun.tests.contract;

import org.jspecify.annotations.NullMarked;
