/// Where the time of a training goes; start at [dev.gatun.api.profile.Profile].
@NullMarked
package dev.gatun.api.profile;

import org.jspecify.annotations.NullMarked;
