package dev.gatun.plugins.evaluate;

import dev.gatun.api.Component;
import dev.gatun.api.Figure;
import dev.gatun.api.Option;
import dev.gatun.engine.Shape;
import dev.gatun.plugins.evaluate.draw.ImageGrid;
import dev.gatun.plugins.evaluate.draw.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What each unit of a layer looks for: its incoming weights as an image of the shape of the
/// inputs.
///
/// Blue weights are negative, red ones positive, all on one scale. Of more than 100 units the first
/// 100 are drawn. Units that stand for classes have their names.
///
/// @param parameter full name of a weight matrix `[inputs, units]`; the first that has as many rows
///   as an input has numbers where it is left out
@Component(name = "templates", summary = "weights of each unit as an image of the inputs' shape")
public record Templates(
    @Option("full name of the weight matrix; left out: the first that reads the inputs")
        Optional<String> parameter)
    implements Figure {
  private static final int MOST = 100;

  @Override
  public Optional<byte[]> draw(Run run) {
    Optional<ImageForm> form = ImageForm.of(run.inputShape());
    if (form.isEmpty()) {
      run.skip(ImageForm.reason(run.inputShape()));
      return Optional.empty();
    }
    Optional<Map.Entry<String, Parameter>> matrix = matrix(run.parameters(), form.get().size());
    if (matrix.isEmpty()) {
      run.skip(reason(run.parameters(), form.get().size()));
      return Optional.empty();
    }
    String name = matrix.get().getKey();
    Parameter weight = matrix.get().getValue();
    return Optional.of(draw(form.get(), name, weight, run.classes()));
  }

  private Optional<Map.Entry<String, Parameter>> matrix(
      Map<String, Parameter> parameters, int inputs) {
    return parameters.entrySet().stream()
        .filter(entry -> parameter.map(entry.getKey()::equals).orElse(true))
        .filter(entry -> reads(entry.getValue().shape(), inputs))
        .findFirst();
  }

  private static boolean reads(Shape shape, int inputs) {
    return shape.rank() == 2 && shape.rows() == inputs && shape.columns() > 0;
  }

  private String reason(Map<String, Parameter> parameters, int inputs) {
    if (parameter.isEmpty()) {
      return "no parameter is a matrix [%d, units], a row for each number of an input"
          .formatted(inputs);
    }
    Parameter found = parameters.get(parameter.get());
    return found == null
        ? "no parameter is called '%s'; there are %s"
            .formatted(parameter.get(), parameters.keySet())
        : "parameter '%s' must be [%d, units], a row for each number of an input, got %s"
            .formatted(parameter.get(), inputs, found.shape());
  }

  private static byte[] draw(ImageForm form, String name, Parameter weight, List<String> classes) {
    int units = weight.shape().columns();
    int shown = Math.min(units, MOST);
    float[][] images = new float[shown][];
    for (int unit = 0; unit < shown; unit++) {
      images[unit] = incoming(weight, unit);
    }
    double extent = Pixels.extent(images);
    List<ImageGrid.Tile> tiles = new ArrayList<>();
    for (int unit = 0; unit < shown; unit++) {
      String caption = classes.size() == units ? classes.get(unit) : "";
      Pixels pixels =
          Pixels.signed(images[unit], form.channels(), form.height(), form.width(), extent);
      tiles.add(new ImageGrid.Tile(caption, pixels));
    }
    String title = shown < units ? "%s, first %d of %d units".formatted(name, shown, units) : name;
    int scale = form.scale(shown > 20 ? 64 : 112);
    int perRow = perRow(shown, form.width() * scale);
    ImageGrid grid = ImageGrid.wrapped(title, tiles, perRow, scale);
    return (form.channels() == 1 ? grid.withSignedBar(extent, "weight") : grid).draw().png();
  }

  private static int perRow(int shown, int width) {
    int wanted = shown > 20 ? 10 : 5;
    int room = Math.max(1, 4000 / (width + 8));
    return Math.min(wanted, room);
  }

  private static float[] incoming(Parameter weight, int unit) {
    int units = weight.shape().columns();
    float[] image = new float[weight.shape().rows()];
    for (int i = 0; i < image.length; i++) {
      image[i] = weight.values()[i * units + unit];
    }
    return image;
  }
}
