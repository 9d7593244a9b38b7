package dev.gatun.api;

/// What maps inputs to scores. A model made of layers is itself a [Layer], trained by gradients.
@Kind("model")
public sealed interface Model permits Layer {}
