package dev.gatun.api;

/// A component in a list, with what the reserved keys `id` and `weight` say of it.
///
/// @param <C> the kind of component
/// @param id unique in its list: `id`, or the component's name, with `-2`, `-3` and so on where
///   that is taken
/// @param weight `weight`, 1 where it is left out
/// @param component the component
public record Named<C>(String id, double weight, C component) {}
