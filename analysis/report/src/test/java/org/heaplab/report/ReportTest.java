package org.heaplab.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.heaplab.report.figure.Figures;
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
  void everyFigureOfTheCatalogueIsOnThePageInThreeFormats() {
    int figures = Figures.OVERALL.size() + 2 * Figures.PER_TRACE.size();
    assertEquals(3 * figures + 1, written.size());
    assertEquals(figures, count("<figure "));
    for (var figure : Figures.OVERALL)
      assertTrue(page.contains("figures/" + figure.name() + ".svg"));
    for (var figure : Figures.PER_TRACE) {
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
    assertTrue(page.contains("refused a request at operation 811\u202f202"));
  }

  @Test
  void whatTheRunSaysOfItselfIsThere() {
    assertTrue(page.contains("./heaplab run --suite quick --seed 1"));
    assertTrue(page.contains("a processor of this size"));
    assertTrue(page.contains("scudo is missing: libscudo.so is not installed"));
  }

  @Test
  void theDoNothingAllocatorIsInNoFigureOfSpace() throws IOException {
    for (Path file : written(".svg")) {
      assertFalse(Files.readString(file).contains("NaN"), file.toString());
    }
    String meanRatio = page.substring(page.indexOf("Mean ratio on every trace"));
    assertFalse(meanRatio.substring(0, meanRatio.indexOf("</table>")).contains(">nothing<"));
  }

  @Test
  void textFromResultsCannotBecomeMarkup(@TempDir Path folder) throws IOException {
    SyntheticRun.write(
        folder, programs("lua-life"), SyntheticRun.CONTENDERS.subList(10, 12), POINTS, 1);
    replace(folder, "space.csv", "two live blocks overlap", "<script>alert(1)</script> overlap");
    replace(folder, "manifest.json", "a processor of this size", "<img src=x>");
    Report.render(folder, (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    assertFalse(text.contains("<script>alert"));
    assertFalse(text.contains("<img"));
    assertTrue(text.contains("&lt;script&gt;alert(1)&lt;/script&gt; overlap"));
  }

  @Test
  void aRunThatWasKilledRendersWithWhatIsThere(@TempDir Path folder) throws IOException {
    writeRun(folder);
    Files.delete(folder.resolve("time.csv"));
    Files.delete(folder.resolve("latency.csv"));
    Path space = folder.resolve("space.csv");
    String lines = Files.readString(space);
    Files.writeString(space, lines.substring(0, lines.indexOf("lua-life,true,glibc") + 40));
    Report.render(folder, (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    assertTrue(text.contains("time.csv is missing"));
    assertTrue(text.contains("was cut in the middle"));
    assertTrue(text.contains("1 of 2 traces have been measured with every allocator"));
    assertTrue(text.contains("figure-footprint-lua-life"));
    assertFalse(text.substring(0, text.indexOf("<script>")).contains("NaN"));
    assertFalse(text.contains("figure-latency"));
  }

  @Test
  void aRunThatHasOnlyBegunRenders(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{}");
    List<Path> files = Report.render(folder, (done, total, what) -> {});
    assertEquals(List.of(folder.resolve("report.html")), files);
  }

  @Test
  void severalExperimentsAreToldApart(@TempDir Path folder) throws IOException {
    SyntheticRun.write(
        folder, programs("lua-life"), SyntheticRun.CONTENDERS.subList(0, 3), POINTS, 1);
    for (String name : List.of("space.csv", "curve.csv", "time.csv", "latency.csv")) {
      Path file = folder.resolve(name);
      List<String> lines = Files.readAllLines(file);
      List<String> more =
          lines.stream().skip(1).map(line -> line.replace("bundled", "locked")).toList();
      Files.write(file, Stream.concat(lines.stream(), more.stream()).toList());
    }
    List<Path> files = Report.render(folder, (done, total, what) -> {});
    assertTrue(files.contains(folder.resolve("figures/footprint-bundled-lua-life.svg")));
    assertTrue(files.contains(folder.resolve("figures/footprint-locked-lua-life.svg")));
    assertTrue(files.contains(folder.resolve("figures/mean-ratio-locked.svg")));
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
