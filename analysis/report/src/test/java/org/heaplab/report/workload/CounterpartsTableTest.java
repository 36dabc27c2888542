package org.heaplab.report.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.heaplab.report.MadeUp;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Tone;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Counterpart;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.WorkloadTables;
import org.junit.jupiter.api.Test;

class CounterpartsTableTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");

  private static final LoggedSession LOGGED =
      new LoggedSession(
          "logged",
          "Somebody, 2008",
          Map.of("operations", 1000L, "mallocs", 500L, "requested_bytes", 8000L),
          shares(8, 0.5, 100, 1),
          shares(1, 1));

  private static NavigableMap<Long, Double> shares(double... pairs) {
    var shares = new TreeMap<Long, Double>();
    for (int i = 0; i < pairs.length; i += 2) shares.put((long) pairs[i], pairs[i + 1]);
    return shares;
  }

  /// @param small the share of requests of at most 8 bytes
  private static TraceResults trace(String name, long mallocs, double small) {
    Cell cell = MadeUp.cell(OURS, name, Map.of("peak_ratio", 1.2, "peak_live_bytes", 1));
    shares(8, small, 100, 1).forEach((at, share) -> add(cell, WorkloadTables.SIZE, at, share));
    add(cell, WorkloadTables.LIFETIME, 1, 1);
    Map<String, Object> counts =
        Map.of(
            "operations", 1000, "mallocs", mallocs, "requested_bytes", 4000, "large_bytes", 1000);
    cell.add(Row.of(WorkloadTables.COUNTS, cell.key(), counts));
    return MadeUp.trace(name, cell);
  }

  private static void add(Cell cell, String what, long at, double value) {
    cell.add(
        Row.of(WorkloadTables.PROFILE, cell.key(), Map.of("what", what, "at", at, "value", value)));
  }

  private static List<TextTable> tables(Counterpart... counterparts) {
    Experiment experiment =
        MadeUp.beside("ours", List.of(), List.of(), List.of(LOGGED), List.of(counterparts));
    ExperimentResults results =
        MadeUp.results(
            experiment,
            List.of(OURS),
            trace("made", 600, 0.75),
            trace("made:seed=2", 500, 0.75),
            trace("made:seed=3", 1000, 0.9),
            trace("recorded", 200, 0.75));
    return TableKind.COUNTERPARTS.of(results, FigureCatalogue.USUAL);
  }

  private static List<String> texts(List<TextTable.Entry> row) {
    return row.stream().map(TextTable.Entry::text).toList();
  }

  @Test
  void distancesAndFactorsAreThoseOfAPair() {
    TextTable table =
        tables(new Counterpart("made", "logged"), new Counterpart("made", "recorded")).getFirst();
    List<TextTable.Entry> toLog = table.rows().getFirst();
    assertEquals(
        List.of("made", "logged", "0.25", "0.00", "× 1.20", "–", "× 0.50", "–"), texts(toLog));
    assertEquals(
        List.of(Tone.BAD, Tone.GOOD, Tone.GOOD, Tone.PLAIN, Tone.BAD),
        toLog.subList(2, 7).stream().map(TextTable.Entry::tone).toList());
    assertEquals("0.00", table.rows().getLast().get(2).text());
    assertEquals(Tone.BAD, table.rows().getLast().get(4).tone());
  }

  @Test
  void sessionsFromSeveralSeedsHaveOneRow() {
    TextTable table =
        tables(
                new Counterpart("made", "logged"),
                new Counterpart("made:seed=2", "logged"),
                new Counterpart("made:seed=3", "logged"))
            .getFirst();
    assertEquals(1, table.rows().size());
    List<TextTable.Entry> row = table.rows().getFirst();
    assertEquals("made 3 seeds", row.get(0).whole());
    assertEquals("0.25 (0.25–0.40)", row.get(2).whole());
    assertEquals("× 1.20 (1.00–2.00)", row.get(4).whole());
    assertEquals(Tone.GOOD, row.get(4).tone());
  }

  @Test
  void everySessionHasARowWithWhatIsKnownOfIt() {
    TextTable table = tables(new Counterpart("made", "logged")).getLast();
    assertTrue(table.caption().contains("Somebody, 2008"), table.caption());
    assertEquals(
        List.of("logged", "made", "made:seed=2", "made:seed=3", "recorded"),
        table.rows().stream().map(row -> row.getFirst().text()).toList());
    assertEquals(
        List.of("logged", "1,000", "500", "–", "–", "–", "–", "–", "7.81 KiB", "–", "8 B", "100 B"),
        texts(table.rows().getFirst()).subList(0, 12));
    assertEquals("25.0 %", table.rows().get(1).get(9).text());
  }

  @Test
  void withoutACounterpartThatWasMeasuredThereIsNoTable() {
    assertEquals(List.of(), tables());
    assertEquals(List.of(), tables(new Counterpart("made", "other")));
  }
}
