package dev.gatun.runner.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is written in a definition, the answer is a definition or a message with a position.
class FuzzTest {
  private static final String LETTERS =
      " \n\t-:,#?!&*|>'\"%@`~$.{}[]\\/=0123456789aeiloru_+<\r\0\u0085\uFEFFü";

  private static final List<String> WORDS =
      List.of(
          "${",
          "$${",
          "${env.DATA}",
          "${params.units}",
          "&a ",
          "*a",
          "!!str ",
          "---\n",
          "...\n",
          "null",
          "true",
          "yes",
          ".inf",
          ".nan",
          "1e999",
          "0x",
          "'",
          "\"",
          "<<: ",
          "type: ",
          "id: ",
          "weight: ",
          "faulty",
          "[[[[",
          "{a: ",
          "\n  ",
          "- ",
          "? ",
          "|\n",
          ">-\n",
          "%YAML 1.1\n",
          "\\U0011FFFF",
          "\\uD800",
          "auto",
          "99999999999",
          "relu");

  private final Random random = new Random(Long.getLong("gatun.seed", 42));

  @Test
  void mutatedDefinitionsDecodeOrSayWhatIsWrongAndWhere() {
    int decoded = 0;
    for (int i = 0; i < 6000; i++) {
      StringBuilder text = new StringBuilder(Fakes.MNIST);
      for (int count = 1 + random.nextInt(1 + i % 8); count > 0; count--) {
        mutate(text);
      }
      decoded += outcome(text.toString()) ? 1 : 0;
    }
    assertThat(decoded).as("mutants that are definitions").isBetween(100, 5500);
  }

  @Test
  void randomAssignmentsDecodeOrSayWhatIsWrong() {
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder("model.layers.hidden.units=256");
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        mutate(text);
      }
      outcome(Fakes.MNIST, text.toString());
    }
  }

  private void mutate(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(4));
    switch (random.nextInt(6)) {
      case 0 -> text.delete(at, end);
      case 1 -> text.insert(at, letter());
      case 2 -> text.replace(at, end, String.valueOf(letter()));
      case 3 -> text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
      case 4 -> text.insert(at, text.substring(at, Math.min(text.length(), at + 40)));
      default -> {
        int from = random.nextInt(text.length() + 1);
        text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(30))));
      }
    }
  }

  private char letter() {
    return LETTERS.charAt(random.nextInt(LETTERS.length()));
  }

  private static boolean outcome(String yaml, String... assignments) {
    try {
      Fakes.Definition definition = Fakes.decode(yaml, assignments).value();
      String encoded = new Encoder(Fakes.COMPONENTS).encode(definition);
      assertThat(Fakes.decode(encoded).value()).as(encoded).isEqualTo(definition);
      return true;
    } catch (DefinitionException e) {
      assertThat(e.problems()).isNotEmpty();
      for (Problem problem : e.problems()) {
        assertThat(problem.message()).as(yaml).isNotBlank().doesNotContain("\n");
        assertThat(problem.toString()).as(yaml).matches("(?s)(mnist\\.yaml:|--set ).*");
        boolean isEmpty = problem.message().startsWith("the definition is empty");
        boolean isSet = problem.position().file().startsWith("--set ");
        assertThat(problem.position().hasLine()).as(yaml).isEqualTo(!isEmpty && !isSet);
      }
      return false;
    } catch (RuntimeException | StackOverflowError e) {
      return fail("%s for %s%n%s".formatted(e, List.of(assignments), yaml), e);
    }
  }
}
