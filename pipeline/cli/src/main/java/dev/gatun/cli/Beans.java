package dev.gatun.cli;

import io.micronaut.context.BeanContext;
import picocli.CommandLine;

/// Makes what the command line is made of: commands with what they need, the rest as picocli does.
///
/// @param context knows the commands
record Beans(BeanContext context) implements CommandLine.IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    return context.containsBean(type)
        ? context.getBean(type)
        : CommandLine.defaultFactory().create(type);
  }
}
