package dev.gatun.runner.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// All there is to say about definitions on one page of Markdown.
public final class ReferencePage {
  private final StringBuilder page = new StringBuilder();

  private ReferencePage() {}

  /// {@return the page}
  ///
  /// @param components all there are
  /// @param type a record whose components are the top-level keys
  /// @param shown which components the page is about
  public static String of(
      Components components, Class<? extends Record> type, Predicate<Description> shown) {
    ReferencePage reference = new ReferencePage();
    reference.line("# Reference");
    reference.line("");
    reference.line(
        "What `gatun describe` says of each key and component, on one page. `gatun describe");
    reference.line("--all` writes it.");
    reference.keys(components, type);
    components
        .all()
        .forEach((kind, all) -> {
          List<Description> some = all.stream().filter(shown).toList();
          if (!some.isEmpty()) {
            reference.line("");
            reference.line("## " + kind);
            some.forEach(reference::component);
          }
        });
    return reference.page.toString();
  }

  private void keys(Components components, Class<? extends Record> type) {
    line("");
    line("## definition");
    List<Description.Setting> keys = new ArrayList<>();
    for (OptionSpec key : components.spec(type).options()) {
      keys.add(Description.Setting.of(key));
    }
    options(keys);
    for (OptionSpec key : components.spec(type).options()) {
      if (key.type() instanceof OptionType.Settings settings) {
        line("");
        line("### " + key.name());
        line("");
        line(escaped(key.meaning()));
        options(
            components.spec(settings.type()).options().stream()
                .map(Description.Setting::of)
                .toList());
      }
    }
  }

  private void component(Description component) {
    line("");
    line("### " + component.name());
    line("");
    String formula = component.formula().isEmpty() ? "" : ": `" + component.formula() + "`";
    line(escaped(component.summary()) + formula);
    if (!component.source().isEmpty()) {
      line("");
      line("Source: " + escaped(component.source()));
    }
    options(component.options());
    line("");
    line("```yaml");
    line(component.example());
    line("```");
  }

  private void options(List<Description.Setting> options) {
    if (options.isEmpty()) {
      return;
    }
    line("");
    line("| option | value | default | meaning |");
    line("| --- | --- | --- | --- |");
    for (Description.Setting option : options) {
      String range = option.range().isEmpty() ? "" : ", " + option.range();
      String otherwise =
          option.defaultValue().isEmpty() ? "none" : "`" + option.defaultValue() + "`";
      line(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  option.name(),
                  escaped(option.type() + range),
                  option.required() ? "required" : otherwise.replace("|", "\\|"),
                  escaped(option.meaning())));
    }
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
