package org.heaplab.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.plot.UsualFigures;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.RunFolder;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final int POINTS = 40;

  @TempDir private static Path whole;

  private static List<Path> written;
  private static String page;

  @BeforeAll
  static void render() throws IOException {
    writeRun(whole);
    written = Report.render(whole, (done, total, what) -> {});
    page = Files.readString(whole.resolve("report.html"));
  }

  /// One trace where an allocator is not valid, one where one ran out of memory.
  private static void writeRun(Path folder) throws IOException {
    SyntheticRun.write(
        folder, programs("netsurf-pages", "lua-life"), SyntheticRun.CONTENDERS, POINTS, 1);
  }

  private static List<SyntheticRun.Program> programs(String... names) {
    return SyntheticRun.PROGRAMS.stream()
        .filter(program -> List.of(names).contains(program.name()))
        .toList();
  }

  @Test
  void everyUsualFigureIsOnThePageInThreeFormats() {
    var overall = new ArrayList<>(UsualFigures.OVERALL);
    overall.addAll(SyntheticRun.experiment().figures());
    List<FigureRequest> perTrace = UsualFigures.PER_TRACE;
    int figures = overall.size() + 2 * perTrace.size();
    assertEquals(3 * figures + 1, written.size());
    assertEquals(figures, count("<figure "));
    for (var figure : overall) {
      assertTrue(page.contains("figures/" + figure.name() + ".svg"), figure.name());
    }
    for (var figure : perTrace) {
      assertTrue(page.contains("id=\"figure-" + figure.name() + "-lua-life\""), figure.name());
    }
    for (Path file : written) assertTrue(Files.exists(file), file.toString());
  }

  @Test
  void theSameResultsGiveTheSameBytes(@TempDir Path again) throws IOException {
    writeRun(again);
    Report.render(again, (done, total, what) -> {});
    for (Path file : written) {
      assertArrayEquals(
          Files.readAllBytes(file),
          Files.readAllBytes(again.resolve(whole.relativize(file))),
          file.toString());
    }
  }

  @Test
  void thePageNeedsNothingBesideItself() {
    String content =
        page.replace("xmlns=\"http://www.w3.org/2000/svg\"", "")
            .replace("xmlns:xlink=\"http://www.w3.org/1999/xlink\"", "");
    assertFalse(content.contains("http://"), "http");
    assertFalse(content.contains("https://"), "https");
    assertFalse(content.contains("@import"));
    assertFalse(content.contains(" src="));
    assertFalse(content.contains("<link"));
    assertFalse(Pattern.compile("url\\((?!#)").matcher(content).find());
  }

  @Test
  void namesOnThePageAreUnique() {
    var ids = new ArrayList<String>();
    var matcher = Pattern.compile(" id=\"([^\"]+)\"").matcher(page);
    while (matcher.find()) ids.add(matcher.group(1));
    assertEquals(ids.stream().distinct().sorted().toList(), ids.stream().sorted().toList());
    var links = Pattern.compile("(?:href=\"#|url\\(#)([^\")]+)").matcher(page);
    while (links.find()) assertTrue(ids.contains(links.group(1)), links.group(1));
  }

  @Test
  void vectorFilesAreWellFormedAndNamed() throws Exception {
    var factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    for (Path file : written(".svg")) {
      var root = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
      assertEquals("svg", root.getTagName());
      assertEquals("title", root.getFirstChild().getNodeName());
      assertFalse(root.getFirstChild().getTextContent().isBlank());
      assertFalse(root.getAttribute("viewBox").isEmpty());
    }
  }

  @Test
  void imagesAndDocumentsOpen() throws IOException {
    for (Path file : written(".png")) {
      var image = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
      assertTrue(image.getWidth() >= 1920, file.toString());
    }
    for (Path file : written(".pdf")) {
      try (var document = Loader.loadPDF(file.toFile())) {
        assertEquals(1, document.getNumberOfPages());
      }
    }
  }

  @Test
  void whatIsNotValidIsRedWithItsReason() {
    assertTrue(page.contains("<td class=\"invalid\""));
    assertTrue(page.contains("two live blocks overlap at 0x7f10, operation 4711"));
  }

  @Test
  void aRefusedRequestIsNamed() {
    assertTrue(page.contains("refused a request at operation 811,202"));
  }

  @Test
  void whatTheRunSaysOfItselfIsThere() {
    assertTrue(page.contains("./heaplab run --suite quick --seed 1"));
    assertTrue(page.contains("a processor of this size"));
    assertTrue(page.contains("scudo is missing: libscudo.so is not installed"));
  }

  @Test
  void theAllocatorThatDoesNothingIsInNoFigureOfSpace() throws IOException {
    for (Path file : written(".svg")) {
      assertFalse(Files.readString(file).contains("NaN"), file.toString());
    }
    String meanRatio = page.substring(page.indexOf("Mean ratio on each of 2 traces"));
    assertFalse(meanRatio.substring(0, meanRatio.indexOf("</table>")).contains(">nothing<"));
  }

  @Test
  void howItWasMeasuredIsThere() {
    for (String words :
        List.of(
            "gcc 12.2.0 -O2",
            "netsurf-pages 9f86d081884c",
            "glibc-tight 1.2.3, /usr/lib/libmade-up.so.1",
            "TRIM=0,CACHE=off",
            "136.72 KiB",
            "virtual machine that it runs in is not in it")) {
      assertTrue(page.contains(words), words);
    }
  }

  @Test
  void eachNumberOfATableIsExactOrHasAnIntervalOrSaysThatItHasNone() {
    String matrix = page.substring(page.indexOf("Mean ratio on each of 2 traces"));
    String rows = matrix.substring(matrix.indexOf("<tbody>"), matrix.indexOf("</table>"));
    Matcher cells = Pattern.compile("<td[^>]*>([\\d.]+)(.*?)</td>").matcher(rows);
    int numbers = 0;
    while (cells.find()) {
      assertTrue(
          cells.group(2).matches(" <small>(exact|no interval|[\\d.]+–[\\d.]+)</small>"),
          cells.group());
      numbers++;
    }
    assertTrue(numbers > 20, rows);
  }

  @Test
  void theRunIsOnThePageOnceAsJson() throws IOException {
    Matcher element =
        Pattern.compile("<script type=\"application/json\" id=\"run\">([^<]*)</script>")
            .matcher(page);
    assertTrue(element.find());
    JsonNode run = new JsonMapper().readTree(element.group(1));
    assertEquals(SyntheticRun.CONTENDERS.size(), run.get("allocators").size());
    assertEquals("handle", run.at("/allocators/1/name").asText());
    assertTrue(run.at("/allocators/1/subject").asBoolean());
    assertEquals("native", run.at("/allocators/11/family").asText());
    JsonNode peaks = run.at("/values/bundled/lua-life/peak_ratio");
    assertTrue(peaks.get(0).isNull());
    assertTrue(peaks.get(1).asDouble() > 1);
    assertFalse(element.find());
  }

  @Test
  void aColumnSortsByTheValuesOfTheRun() {
    assertTrue(page.contains("data-values=\"bundled/lua-life/peak_ratio\""));
    assertTrue(page.contains("data-allocator=\"11\""));
  }

  @Test
  void textFromResultsCannotBecomeMarkup(@TempDir Path folder) throws IOException {
    SyntheticRun.write(
        folder, programs("lua-life"), SyntheticRun.CONTENDERS.subList(10, 12), POINTS, 1);
    replace(folder, "space.csv", "two live blocks overlap", "<script>alert(1)</script> overlap");
    replace(folder, "manifest.json", "a processor of this size", "<img src=x>");
    for (String name : List.of("space.csv", "time.csv", "latency.csv", "curve.csv", "done.csv")) {
      replace(folder, name, "lua-life", "</script><b>");
    }
    Report.render(folder, (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    assertFalse(text.contains("<script>alert"));
    assertFalse(text.contains("<img"));
    assertFalse(text.contains("</script><b>"));
    assertTrue(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; overlap"));
  }

  @Test
  void severalExperimentsAreToldApart(@TempDir Path folder) throws IOException {
    SyntheticRun.write(
        folder, programs("lua-life"), SyntheticRun.CONTENDERS.subList(0, 3), POINTS, 1);
    Run run = RunFolder.read(folder);
    ExperimentResults first = run.experiments().getFirst();
    Experiment told = first.experiment();
    var renamed =
        new Experiment(
            "locked",
            told.question(),
            told.runs(),
            told.subject(),
            told.beside(),
            told.rivals(),
            told.varied(),
            told.usualFigures(),
            told.figures(),
            told.bars());
    var second = new ExperimentResults(renamed, first.traces(), first.allocators(), first.alone());
    List<Path> files =
        Report.render(
            folder,
            new Run(run.manifest(), List.of(first, second), List.of()),
            FigureCatalogue.USUAL,
            (done, total, what) -> {});
    assertTrue(files.contains(folder.resolve("figures/footprint-bundled-lua-life.svg")));
    assertTrue(files.contains(folder.resolve("figures/footprint-locked-lua-life.svg")));
    assertTrue(files.contains(folder.resolve("figures/mean-ratio-locked.svg")));
  }

  @Test
  void thePageOfThirtyAllocatorsOnTenTracesIsBelowFiveMegabytes(@TempDir Path folder)
      throws IOException {
    SyntheticRun.write(folder, programs("lua-life"), SyntheticRun.THIRTY, 1500, 1);
    Report.render(folder, (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    int begin = text.indexOf("<section id=\"trace-");
    int trace = text.indexOf("</section>", begin) - begin;
    int tenTraces = text.length() + 9 * trace;
    assertTrue(tenTraces < 5_000_000, trace + " for a trace, " + tenTraces + " for ten");
  }

  @Test
  void progressCountsEveryStepOnce(@TempDir Path folder) throws IOException {
    SyntheticRun.write(
        folder, programs("lua-life"), SyntheticRun.CONTENDERS.subList(0, 2), POINTS, 1);
    var steps = new ArrayList<Integer>();
    var totals = new ArrayList<Integer>();
    Report.render(
        folder,
        (done, total, what) -> {
          steps.add(done);
          totals.add(total);
        });
    int total = totals.getFirst();
    assertEquals(IntStream.rangeClosed(0, total).boxed().toList(), steps);
    assertEquals(1, totals.stream().distinct().count());
  }

  private static List<Path> written(String extension) {
    return written.stream().filter(file -> file.toString().endsWith(extension)).toList();
  }

  private static int count(String text) {
    return page.split(Pattern.quote(text), -1).length - 1;
  }

  private static void replace(Path folder, String name, String old, String by) throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, Files.readString(file).replace(old, by).getBytes(StandardCharsets.UTF_8));
  }
}
