package dev.gatun.runner.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// Reads the page as XML; `-Dgatun.reports=DIR` keeps pages, to be looked at, with the figures that
/// lie there.
class ReportTest {
  private static final String HOSTILE =
      "</title></style></script><script>alert('x')</script>\" onload=\"&<!--]]>\u0000";

  private static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
                  + "RU5ErkJggg==");

  @Test
  void pageShowsEveryPartOfARun() throws Exception {
    String html = Report.html(digits());

    Document page = parsed(html);
    keep("report", html);
    assertThat(texts(page, "h1")).containsExactly("digits");
    assertThat(texts(page, "h2"))
        .containsExactly(
            "Training", "Metrics", "test confusion matrix", "Figures", "Definition", "Provenance");
    assertThat(texts(page, "caption")).containsExactly("train", "validation", "test");
    assertThat(withClass(page, "div", "value")).containsExactly("0.9803", "0.06812");
    assertThat(withClass(page, "div", "name")).containsExactly("test accuracy", "test loss");
    assertThat(withClass(page, "span", "metric")).containsExactly("loss", "accuracy");
    assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(2);
    assertThat(texts(page, "title"))
        .contains("digits", "epoch 12\ntrain 0.04081\nvalidation 0.1176");
    assertThat(texts(page, "code").getFirst()).startsWith("name: digits\n");
    assertThat(html).contains("plugins[0].file", "/plugins/a.jar", "engine.threads");
  }

  @Test
  void everythingIsEscaped() throws Exception {
    SequencedMap<String, Double> epoch = new LinkedHashMap<>();
    epoch.put("train." + HOSTILE, 1.0);
    epoch.put(HOSTILE, 1.0);
    SequencedMap<String, byte[]> figures = new LinkedHashMap<>();
    figures.put(HOSTILE, PNG);
    Map<String, Object> counts =
        Map.of("classes", List.of(HOSTILE, "b"), "counts", new long[][] {{1, 0}, {0, 0}});
    Map<String, Object> split = Map.of(HOSTILE, 1, "matrix" + HOSTILE, counts);

    String html =
        Report.html(
            new Report.View(
                HOSTILE,
                HOSTILE,
                Map.of("test", split, HOSTILE, split),
                List.of(epoch),
                HOSTILE,
                Map.of(HOSTILE, List.of(Map.of(HOSTILE, HOSTILE))),
                figures));

    Document page = parsed(html);
    assertThat(texts(page, "script")).hasSize(1).noneMatch(text -> text.contains("alert"));
    assertThat(html).doesNotContain("<script>alert", "\" onload");
    assertThat(texts(page, "h1")).containsExactly(HOSTILE.replace('\u0000', '\uFFFD'));
    for (Element element : elements(page, "*")) {
      assertThat(element.hasAttribute("onload")).isFalse();
    }
  }

  @Test
  void pageNeedsNothingFromOutside() throws Exception {
    String html = Report.html(digits());

    Document page = parsed(html);
    for (Element element : elements(page, "*")) {
      for (String name : List.of("src", "href", "data", "action", "poster", "srcset")) {
        String value = element.getAttribute(name);
        assertThat(value.isEmpty() || value.startsWith("data:image/png;base64,"))
            .as("%s of %s", name, element.getTagName())
            .isTrue();
      }
    }
    assertThat(elements(page, "link")).isEmpty();
    assertThat(html).doesNotContain("url(", "@import", "fetch(", "<iframe");
    assertThat(html.replace("http://www.w3.org/", "")).doesNotContain("://");
    assertThat(html).contains("default-src 'none'");
  }

  @Test
  void emptyRunIsAPage() throws Exception {
    Document page = parsed(Report.html(view(Map.of(), List.of())));

    assertThat(texts(page, "h2")).containsExactly("Definition");
    assertThat(elements(page, "svg")).isEmpty();
  }

  @Test
  void numbersThatAreNoneAreShown() throws Exception {
    Map<String, @Nullable Object> test = new LinkedHashMap<>();
    test.put("accuracy", Double.NaN);
    test.put("psnr", Double.POSITIVE_INFINITY);
    test.put("mse", null);
    test.put("f1", Map.of("macro", 0.5));
    SequencedMap<String, Double> first = new LinkedHashMap<>();
    first.put("train.loss", Double.NaN);
    SequencedMap<String, Double> second = new LinkedHashMap<>();
    second.put("validation.loss", Double.POSITIVE_INFINITY);

    String html = Report.html(view(Map.of("test", test), List.of(first, second)));

    Document page = parsed(html);
    keep("report-nan", html);
    assertThat(withClass(page, "div", "value")).containsExactly("NaN", "∞", "–", "0.5");
    assertThat(withClass(page, "div", "name"))
        .containsExactly("test accuracy", "test psnr", "test mse", "test f1.macro");
    assertThat(elements(page, "path"))
        .allSatisfy(path -> assertThat(path.getAttribute("d")).isEmpty());
    assertThat(texts(page, "title")).contains("epoch 1\ntrain NaN\nvalidation NaN");
  }

  @Test
  void intervalsStandBesideTheirNumbers() throws Exception {
    Map<String, Object> test =
        Map.of("accuracy", 0.9, "intervals", Map.of("accuracy", List.of(0.84, 0.94)));

    Document page = parsed(Report.html(view(Map.of("test", test), List.of())));

    assertThat(withClass(page, "div", "value")).containsExactly("0.9");
    assertThat(withClass(page, "span", "interval")).containsExactly("0.84 … 0.94", "0.84 … 0.94");
  }

  @Test
  void manyEpochsAndClassesStayReadable() throws Exception {
    List<SequencedMap<String, Double>> history = new ArrayList<>();
    for (int i = 1; i <= 3000; i++) {
      SequencedMap<String, Double> epoch = new LinkedHashMap<>();
      epoch.put("train.loss", 1.0 / i);
      history.add(epoch);
    }
    Map<String, Object> test = Map.of("m", Map.of("counts", new long[300][300]));

    Document page = parsed(Report.html(view(Map.of("test", test), history)));

    assertThat(elements(page, "rect")).hasSizeBetween(300, 400);
    assertThat(elements(page, "circle")).hasSizeLessThanOrEqualTo(400);
    assertThat(elements(page, "td")).isEmpty();
    assertThat(texts(page, "p"))
        .contains("300 classes are too many for a table here; metrics.json has all counts.");
  }

  @Test
  void tablesReadFromJsonAreTheSame() {
    Object lists = List.of(List.of(3L, 1L), List.of(0L, 4L));
    Map<String, Object> read = Map.of("m", Map.of("classes", List.of("a", "b"), "counts", lists));
    long[][] counts = {{3, 1}, {0, 4}};
    Map<String, Object> made = Map.of("m", Map.of("classes", List.of("a", "b"), "counts", counts));

    String html = Report.html(view(Map.of("test", read), List.of()));

    assertThat(html).isEqualTo(Report.html(view(Map.of("test", made), List.of())));
    assertThat(html).contains("75.0 %", "100.0 %", "--share:0.250");
  }

  @Test
  void figuresHaveTheSizeTheyWereMadeFor() {
    assertThat(PngSize.of(PNG)).contains(new PngSize(1, 1));
    assertThat(PngSize.of(new byte[0])).isEmpty();
    assertThat(PngSize.of(new byte[100])).isEmpty();
    for (int length = 0; length < PNG.length; length++) {
      byte[] broken = Arrays.copyOf(PNG, length);
      assertThat(PngSize.of(broken).isPresent()).isEqualTo(length >= 33);
    }
  }

  private static Report.View view(
      Map<String, ?> metrics, List<SequencedMap<String, Double>> history) {
    return new Report.View(
        "name", "engine", metrics, history, "name: a\n", Map.of(), new LinkedHashMap<>());
  }

  private static Report.View digits() throws IOException {
    List<SequencedMap<String, Double>> history = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      SequencedMap<String, Double> epoch = new LinkedHashMap<>();
      epoch.put("epoch", (double) i);
      epoch.put("train.loss", 1.9 * Math.exp(-i / 2.6) + 0.022);
      epoch.put("train.seconds", 0.4);
      epoch.put("validation.loss", 1.7 * Math.exp(-i / 2.9) + 0.0905);
      epoch.put("validation.accuracy", 0.983 - 0.25 * Math.exp(-i / 2.0));
      history.add(epoch);
    }
    long[][] counts = new long[10][10];
    for (int i = 0; i < 10; i++) {
      int row = i;
      Arrays.setAll(
          counts[i], j -> row == j ? 960 : (row * 7 + j * 5) % 9 == 0 ? 6 : row % 3 * j % 2);
    }
    counts[4][9] = 140;
    SequencedMap<String, Object> test = new LinkedHashMap<>();
    test.put("loss", 0.0681234);
    test.put("accuracy", 0.98027);
    test.put(
        "confusion-matrix",
        Map.of("classes", IntStream.range(0, 10).mapToObj(i -> "" + i).toList(), "counts", counts));
    SequencedMap<String, Object> train = new LinkedHashMap<>();
    train.put("epochs", 12);
    train.put("examples", 54000);
    train.put("seconds", 2.1);
    train.put("examplesPerSecond", 308571.4);
    train.put("loss", 0.0408);
    SequencedMap<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("name", "digits");
    metrics.put("engine", "openblas");
    metrics.put("train", train);
    metrics.put("validation", Map.of("loss", 0.071));
    metrics.put("test", test);
    SequencedMap<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("gatun", "0.1.0");
    provenance.put("engine", Map.of("threads", 2));
    provenance.put("libraries", List.of("a", "b"));
    provenance.put("plugins", List.of(Map.of("file", "/plugins/a.jar")));
    provenance.put("sha256", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    String definition = "name: digits\nseed: 7\nloss: cross-entropy\n";
    return new Report.View(
        "digits", "openblas: chosen first", metrics, history, definition, provenance, figures());
  }

  private static SequencedMap<String, byte[]> figures() throws IOException {
    SequencedMap<String, byte[]> figures = new LinkedHashMap<>();
    for (String name : List.of("curves", "confusion-matrix", "templates", "reconstructions")) {
      Path kept = Path.of(System.getProperty("gatun.reports", ""), name + ".png");
      figures.put(name, Files.exists(kept) ? Files.readAllBytes(kept) : PNG);
    }
    return figures;
  }

  private static void keep(String name, String html) throws IOException {
    String folder = System.getProperty("gatun.reports");
    if (folder != null) {
      Files.writeString(Path.of(folder, name + ".html"), html);
    }
  }

  private static Document parsed(String html) throws Exception {
    assertThat(html).startsWith("<!DOCTYPE html>\n<html");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(html)));
  }

  private static List<Element> elements(Document page, String name) {
    var nodes = page.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  private static List<String> texts(Document page, String name) {
    return elements(page, name).stream().map(Element::getTextContent).toList();
  }

  private static List<String> withClass(Document page, String name, String kind) {
    return elements(page, name).stream()
        .filter(element -> element.getAttribute("class").equals(kind))
        .map(Element::getTextContent)
        .toList();
  }
}
