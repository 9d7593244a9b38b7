package dev.gatun.plugins.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.api.Metric;
import dev.gatun.api.Option;
import dev.gatun.api.Plugin;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class EvaluatePluginTest {
  private static final List<Class<? extends Record>> COMPONENTS = new EvaluatePlugin().components();

  @Test
  void pluginIsFoundAsAService() {
    assertThat(ServiceLoader.load(Plugin.class).stream().map(ServiceLoader.Provider::type))
        .contains(EvaluatePlugin.class);
  }

  @Test
  void componentsHaveTheirNames() {
    assertThat(names(Metric.class))
        .containsExactly(
            "accuracy",
            "top-k",
            "precision",
            "recall",
            "f1",
            "confusion-matrix",
            "kappa",
            "roc-auc",
            "average-precision",
            "log-loss",
            "brier",
            "calibration",
            "loss",
            "mse",
            "rmse",
            "mae",
            "r2",
            "psnr",
            "ssim");
    assertThat(names(Figure.class))
        .containsExactly(
            "curves",
            "templates",
            "confusion-matrix",
            "roc-curve",
            "precision-recall-curve",
            "reliability",
            "decision-regions",
            "reconstructions",
            "worst-examples");
  }

  @Test
  void everyOptionIsDescribed() {
    for (Class<? extends Record> type : COMPONENTS) {
      for (RecordComponent component : Objects.requireNonNull(type.getRecordComponents())) {
        assertThat(component.isAnnotationPresent(Option.class)).as("%s", component).isTrue();
      }
    }
  }

  private static List<String> names(Class<?> kind) {
    return COMPONENTS.stream()
        .filter(kind::isAssignableFrom)
        .map(type -> Objects.requireNonNull(type.getAnnotation(Component.class)).name())
        .toList();
  }
}
