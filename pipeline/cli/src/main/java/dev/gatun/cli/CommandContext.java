package dev.gatun.cli;

import io.micronaut.context.DefaultBeanContext;
import io.micronaut.context.event.ApplicationEventPublisherFactory;
import io.micronaut.core.convert.TypeConverterRegistrar;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.core.optim.StaticOptimizations;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Beans of given types and nothing else. Micronaut would look into every jar for the names of what
/// its compiler has made, of configurations and of converters, and load all of it at each start.
@SuppressWarnings("overrides") // of arrays by varargs, within Micronaut
final class CommandContext extends DefaultBeanContext {
  static {
    // Nothing here converts what a configuration says.
    StaticOptimizations.set(
        new SoftServiceLoader.Optimizations(
            Map.of(TypeConverterRegistrar.class.getName(), _ -> Stream.empty())));
  }

  private final List<Class<?>> types;

  /// Makes a context that is not started yet.
  ///
  /// @param types of the beans, each annotated as one
  CommandContext(List<Class<?>> types) {
    this.types = List.copyOf(types);
  }

  @Override
  @SuppressWarnings("rawtypes") // as Micronaut declares it
  protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
    List<BeanDefinitionReference> references = new ArrayList<>();
    references.add(new ApplicationEventPublisherFactory<>());
    for (Class<?> type : types) {
      references.add(reference(type));
    }
    return references;
  }

  /// Makes none: nothing here is converted.
  @Override
  protected void registerConversionService() {}

  @Override
  protected Iterable<BeanConfiguration> resolveBeanConfigurations() {
    return List.of();
  }

  /// {@return what Micronaut's compiler has made of a type}
  static BeanDefinitionReference<?> reference(Class<?> type) {
    String name = "%s.$%s$Definition".formatted(type.getPackageName(), type.getSimpleName());
    try {
      return Class.forName(name, true, type.getClassLoader())
          .asSubclass(BeanDefinitionReference.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("%s is not annotated as a bean".formatted(type), e);
    }
  }
}
