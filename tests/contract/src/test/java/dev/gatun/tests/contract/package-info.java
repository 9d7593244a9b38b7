/// Tests of the contract, and of the components that come with Gatun.
@NullMarked
package dev.gatun.tests.contract;

import org.jspecify.annotations.NullMarked;
