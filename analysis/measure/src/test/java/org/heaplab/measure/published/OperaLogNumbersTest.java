package org.heaplab.measure.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.heaplab.measure.profile.ProfileMeasurement;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class OperaLogNumbersTest {
  /// The folder with the folders of both unpacked logs. With `-Dheaplab.write=true` the file is
  /// written, and not compared.
  private static final String LOGS = "heaplab.opera";

  private static final double LEAST_RISE = 0.005;

  /// Points that are kept because quantiles are read off there.
  private static final double[] QUANTILES = {0.5, 0.9, 0.99};

  @TempDir private Path temp;

  private static LoggedSession session(String name) {
    return OperaLogNumbers.all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsAreThoseOfTheLogs() {
    LoggedSession blank = session(OperaLogNumbers.BLANK);
    assertEquals(168_527, blank.counts().get("mallocs"));
    assertEquals(7_371_900, blank.counts().get("peak_live_bytes"));
    LoggedSession news = session(OperaLogNumbers.NEWS);
    assertEquals(482_226, news.counts().get("mallocs"));
    assertEquals(663, news.counts().get("reallocs"));
    assertEquals(99_411, news.counts().get("blocks_at_peak"));
    assertEquals(0.625, news.sizes().floorEntry(32L).getValue(), LEAST_RISE);
  }

  @Test
  void sharesRiseToOne() {
    for (LoggedSession session : OperaLogNumbers.all()) {
      for (Collection<Double> shares :
          List.of(session.sizes().values(), session.lifetimes().values())) {
        assertEquals(shares.stream().sorted().toList(), List.copyOf(shares), session.name());
        assertEquals(1, shares.stream().max(Double::compare).orElseThrow(), session.name());
        assertTrue(shares.size() < 2 / LEAST_RISE, session.name());
      }
    }
  }

  @Test
  @EnabledIfSystemProperty(named = LOGS, matches = ".+")
  void theFileIsMadeOfTheLogs() throws IOException {
    var lines = new ArrayList<String>();
    lines.addAll(lines(OperaLogNumbers.BLANK, 0, "start-to-blank", "blank-to-exit"));
    lines.addAll(
        lines(
            OperaLogNumbers.NEWS,
            1,
            "start-to-aftonbladet",
            "aftonbladet-to-blank",
            "blank-to-exit"));
    Path file =
        Path.of("src/main/resources/org/heaplab/measure/published").resolve(OperaLogNumbers.FILE);
    if (Boolean.getBoolean("heaplab.write")) Files.write(file, lines);
    assertEquals(lines, Files.readAllLines(file));
  }

  private List<String> lines(String name, int pages, String... parts) throws IOException {
    Path folder = Path.of(System.getProperty(LOGS)).resolve(parts[0].replace("start-to-", ""));
    Path whole = temp.resolve(name + ".log");
    try (OutputStream out = Files.newOutputStream(whole)) {
      for (String part : parts) Files.copy(folder.resolve(part + ".log"), out);
    }
    var lines = new ArrayList<String>();
    try (Trace trace = Traces.open(whole)) {
      List<Row> rows = new ProfileMeasurement().measure(new Key("e", name, ""), trace);
      for (Row row : rows) {
        if (!row.table().equals(WorkloadTables.COUNTS)) continue;
        for (var column : row.table().measured()) {
          Object value = column.name().equals("phases") ? pages : row.get(column.name());
          lines.add("%s,%s,,%s".formatted(name, column.name(), value));
        }
      }
      for (String what : List.of(WorkloadTables.SIZE, WorkloadTables.LIFETIME)) {
        lines.addAll(points(name, what, rows));
      }
    }
    return lines;
  }

  private static List<String> points(String name, String what, List<Row> rows) {
    var lines = new ArrayList<String>();
    double before = 0;
    double kept = 0;
    for (Row row : rows) {
      if (!row.table().equals(WorkloadTables.PROFILE) || !row.text("what").equals(what)) continue;
      double share = row.number("value");
      double last = before;
      boolean isQuantile = DoubleStream.of(QUANTILES).anyMatch(q -> last < q && share >= q);
      if (share - kept >= LEAST_RISE || isQuantile || share == 1) {
        lines.add(String.format(Locale.ROOT, "%s,%s,%s,%.4f", name, what, row.get("at"), share));
        kept = share;
      }
      before = share;
    }
    return lines;
  }
}
