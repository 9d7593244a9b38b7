/// Components: records whose record components are their options; start at
/// [dev.gatun.api.Component].
///
/// Composing operations is enough nearly always: [Loss] and [Layer] each show one that does, whose
/// gradient follows by itself. Where it is not, write an [Op][dev.gatun.api.graph.Op] with its own
/// passes over kernels, or a [RowOp][dev.gatun.api.graph.RowOp] over plain numbers. A jar names its
/// components in one [Plugin], registered as a service.
@NullMarked
package dev.gatun.api;

import org.jspecify.annotations.NullMarked;
