package dev.gatun.kit.component;

import dev.gatun.kit.Outcome;

/// What came of trying a rule on a component.
///
/// @param subject the component
/// @param rule the rule
/// @param outcome what came of it
/// @param nanos how long it took
public record Result(Subject subject, Rule rule, Outcome outcome, long nanos) {}
