package org.heaplab.report.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

final class DiagnosisTest {
  private static final ComparedAllocator OWN = MadeUp.rival("usual");
  private static final ComparedAllocator TIGHT = MadeUp.rival("tight");
  private static final ComparedAllocator FAST = MadeUp.rival("fast");
  private static final ComparedAllocator MOVING = MadeUp.java("moving", "handle");
  private static final ComparedAllocator STILL = MadeUp.java("moving:still", "handle");

  private static Cell cell(
      ComparedAllocator allocator, double peak, double mean, double end, double nanos) {
    var values = new LinkedHashMap<String, Object>();
    values.put("ops", 1000);
    values.put("peak_live_bytes", 10 << 20);
    values.put("peak_footprint_bytes", (long) (peak * (10 << 20)));
    values.put("peak_ratio", peak);
    values.put("mean_ratio", mean);
    values.put("end_live_bytes", 5 << 20);
    values.put("end_footprint_bytes", (long) (end * (5 << 20)));
    Cell cell = MadeUp.cell(allocator, "app", values, nanos);
    if (!allocator.isNative()) return cell;
    MadeUp.inProcesses(cell, "peak_ratio", peak, peak, peak, peak, peak, peak);
    return cell;
  }

  private static List<Finding> diagnosed(Cell... cells) {
    List<ComparedAllocator> allocators = List.of(OWN, TIGHT, FAST, MOVING, STILL);
    TraceResults trace = MadeUp.trace("app", cells);
    var experiment =
        MadeUp.about(
            "own", OWN.name(), List.of(new RivalGroup(RivalGroup.UNMOVING, List.of(STILL.name()))));
    return Diagnosis.of(new MeasuredTrace(MadeUp.results(experiment, allocators, trace), trace));
  }

  private static Finding finding(List<Finding> findings, String question) {
    return findings.stream()
        .filter(one -> one.question().startsWith(question))
        .findFirst()
        .orElseThrow(() -> new AssertionError(question + " in " + findings));
  }

  private static Cell with(Cell cell, Map<String, Double> causes) {
    causes.forEach(
        (cause, bytes) ->
            cell.add(
                Row.of(
                    Tables.CAUSE,
                    cell.key(),
                    Map.of("cause", cause, "peak_bytes", bytes.longValue(), "mean_bytes", bytes))));
    return cell;
  }

  @Test
  void aHeapThatIsNearlyAllLiveIsLiveData() {
    assertEquals("live data", diagnosed(cell(OWN, 1.05, 1.2, 1.1, 50)).getFirst().verdict());
  }

  @Test
  void theLargestCauseNamesTheKind() {
    Cell free =
        with(cell(OWN, 1.5, 1.5, 1.5, 50), Map.of("live", 100.0, "padding", 10.0, "rest", 40.0));
    assertEquals("fragmentation", diagnosed(free).getFirst().verdict());
    Cell padded =
        with(
            cell(OWN, 1.5, 1.5, 1.5, 50),
            Map.of("live", 100.0, "padding", 30.0, "headers", 10.0, "rest", 10.0));
    assertEquals("padding and headers", diagnosed(padded).getFirst().verdict());
    String evidence = diagnosed(padded).getFirst().evidence();
    assertTrue(evidence.contains("padding 30.0 %, headers 10.0 %, rest 10.0 %"), evidence);
    Cell untouched =
        with(cell(OWN, 1.5, 1.5, 1.5, 50), Map.of("live", 100.0, "untouched", 40.0, "rest", 10.0));
    assertEquals("live data that is never touched", diagnosed(untouched).getFirst().verdict());
  }

  @Test
  void whatIsKeptAfterThePeakIsWorstThere() {
    assertEquals(
        "after the peak", finding(diagnosed(cell(OWN, 1.1, 1.5, 3, 50)), "When").verdict());
    assertEquals("at the peak", finding(diagnosed(cell(OWN, 1.3, 1.3, 1.4, 50)), "When").verdict());
  }

  @Test
  void theBestOtherSettingIsNamedAndAFastOneBeside() {
    List<Finding> findings =
        diagnosed(
            cell(OWN, 1.5, 1.5, 2, 50),
            cell(TIGHT, 1.2, 1.2, 1.5, 100),
            cell(FAST, 1.4, 1.35, 2, 40));
    Finding other = finding(findings, "Which other");
    assertEquals("tight", other.verdict());
    assertTrue(
        other.evidence().startsWith("tight holds 20.0 % less on average and 20.0 % less"),
        other.evidence());
    assertTrue(other.evidence().contains("2.00 times the time"), other.evidence());
    assertTrue(
        other.evidence().contains("At no more time: fast holds 10.0 % less"), other.evidence());
  }

  @Test
  void whereNothingIsBetterNothingIsAdvised() {
    List<Finding> findings =
        diagnosed(cell(OWN, 1.1, 1.1, 1.1, 50), cell(TIGHT, 1.2, 1.2, 1.5, 100));
    assertEquals("none", finding(findings, "Which other").verdict());
  }

  @Test
  void compactionIsCreditedWithWhatMovingAdds() {
    List<Finding> findings =
        diagnosed(
            cell(OWN, 1.5, 1.5, 2, 50),
            cell(MOVING, 1.1, 1.2, 1.2, 60),
            cell(STILL, 1.2, 1.5, 1.8, 60));
    Finding compaction = finding(findings, "What would compaction");
    assertEquals("20.0 % less on average", compaction.verdict());
    assertTrue(compaction.evidence().contains("33.3 % less at the end"), compaction.evidence());
  }

  @Test
  void anExperimentAboutAHeapOfOursDiagnosesNoProgram() {
    TraceResults trace = MadeUp.trace("app", cell(MOVING, 1.1, 1.2, 1.2, 60));
    var experiment = MadeUp.about("bars", MOVING.name(), List.of());
    assertEquals(
        List.of(),
        Diagnosis.of(new MeasuredTrace(MadeUp.results(experiment, List.of(MOVING), trace), trace)));
  }
}
