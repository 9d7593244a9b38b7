package dev.gatun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.io.service.MicronautMetaServiceLoaderUtils;
import io.micronaut.inject.BeanDefinitionReference;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CommandContextTest {
  @Test
  void isGivenAllThatMicronautsCompilerHasMade() throws IOException {
    Set<String> made =
        MicronautMetaServiceLoaderUtils.findMicronautMetaServiceEntries(
            getClass().getClassLoader(), BeanDefinitionReference.class.getName());
    List<String> given =
        Commands.beans(List.of()).stream()
            .map(type -> CommandContext.reference(type).getClass().getName())
            .toList();

    assertThat(given)
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            made.stream().filter(name -> name.startsWith("dev.gatun.")).toList());
  }
}
