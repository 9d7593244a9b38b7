package dev.gatun.plugins.collect;

import dev.gatun.api.Component;
import dev.gatun.api.Fetchable;
import dev.gatun.api.Option;
import dev.gatun.api.Source;
import dev.gatun.api.data.DataException;
import dev.gatun.api.data.Dataset;
import dev.gatun.api.data.Examples;
import dev.gatun.api.data.Targets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/// The MNIST digits, or any data set in files of the same names and form.
@Component(
    name = "mnist",
    summary = "the MNIST digits: 60,000 training and 10,000 test images, 28×28, 10 classes",
    source = "LeCun, Cortes, Burges, The MNIST database of handwritten digits")
public record Mnist(
    @Option(
            "folder with the four files, gzipped or not; left out: mnist in the folder GATUN_DATA"
                + " names, or else where gatun fetch puts them")
        Optional<Path> path)
    implements Source, Fetchable {
  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final String REMEDY =
      "run 'gatun fetch mnist', or set collect.source.path to a folder with the original files";

  @Override
  public Dataset read(Reading reading) {
    Path folder = path.or(Mnist::given).orElseGet(this::folder);
    if (!Files.isDirectory(folder)) {
      throw new DataException("%s: no such folder; %s".formatted(folder, REMEDY));
    }
    Part train = Part.find(reading, folder, "train");
    Part test = Part.find(reading, folder, "t10k");
    CompletableFuture<Examples> tested = CompletableFuture.supplyAsync(() -> read(reading, test));
    try {
      return new Dataset(read(reading, train), Optional.of(tested.join()));
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    } finally {
      // Nobody may write to the workspace any more once it can be closed.
      tested.handle((_, _) -> true).join();
    }
  }

  private record Part(Path images, Path labels) {
    static Part find(Reading reading, Path folder, String name) {
      Part part =
          new Part(
              Mnist.find(folder, name + "-images", "idx3-ubyte"),
              Mnist.find(folder, name + "-labels", "idx1-ubyte"));
      reading.used(part.images);
      reading.used(part.labels);
      return part;
    }
  }

  /// The folder of a person who keeps data sets together.
  private static Optional<Path> given() {
    return Optional.ofNullable(System.getProperty("gatun.data", System.getenv("GATUN_DATA")))
        .map(data -> Path.of(data).resolve("mnist"))
        .filter(Files::isDirectory);
  }

  private static Examples read(Reading reading, Part part) {
    try (ArrayFile inputs = open(part.images, 3);
        ArrayFile targets = open(part.labels, 1)) {
      ArrayExamples.requireCounts(inputs, targets, REMEDY);
      Targets classes =
          new Targets.Classes(targets.labels(reading.workspace(), DIGITS.size(), REMEDY), DIGITS);
      return ArrayExamples.read(reading, inputs, classes);
    }
  }

  private static ArrayFile open(Path file, int axes) {
    ArrayFile idx = IdxFile.open(file, REMEDY);
    if (idx.type() != NumberType.U8 || idx.rank() != axes) {
      idx.close();
      throw new DataException(
          "%s: byte 2: must be 08 %02x (unsigned bytes, %d axes), got %02x %02x (%s, %d); %s"
              .formatted(
                  file,
                  axes,
                  axes,
                  IdxFile.code(idx.type()),
                  idx.rank(),
                  idx.type().title,
                  idx.rank(),
                  REMEDY));
    }
    return idx;
  }

  /// The files are found as their authors named them, and as unpacking tools rename them.
  private static Path find(Path folder, String name, String form) {
    for (String separator : List.of("-", ".")) {
      for (String packing : List.of("", ".gz")) {
        Path file = folder.resolve(name + separator + form + packing);
        if (Files.exists(file)) {
          return file;
        }
      }
    }
    throw new DataException(
        "%s: no file '%s-%s.gz', nor unpacked; %s".formatted(folder, name, form, REMEDY));
  }

  @Override
  public String dataset() {
    return "mnist";
  }

  @Override
  public List<RemoteFile> files() {
    return List.of(
        new RemoteFile(
            "train-images-idx3-ubyte.gz",
            9_912_422,
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        new RemoteFile(
            "train-labels-idx1-ubyte.gz",
            28_881,
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        new RemoteFile(
            "t10k-images-idx3-ubyte.gz",
            1_648_877,
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        new RemoteFile(
            "t10k-labels-idx1-ubyte.gz",
            4_542,
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"));
  }

  @Override
  public List<URI> mirrors() {
    return List.of(
        URI.create("https://ossci-datasets.s3.amazonaws.com"),
        URI.create("https://storage.googleapis.com/cvdf-datasets"));
  }
}
