package org.heaplab.report.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Cell;
import org.junit.jupiter.api.Test;

final class StandingTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "moving");
  private static final ComparedAllocator ALIGNED = MadeUp.java("ours:aligned", "moving");
  private static final ComparedAllocator FAST = MadeUp.rival("fast");
  private static final ComparedAllocator SMALL = MadeUp.rival("small");
  private static final ComparedAllocator TUNED = MadeUp.rival("tuned");
  private static final ComparedAllocator BOUND =
      new ComparedAllocator(
          "bound", "baseline", ComparedAllocator.JAVA, ComparedAllocator.Role.BOUNDS);
  private static final List<ComparedAllocator> ALL =
      List.of(OURS, ALIGNED, FAST, SMALL, TUNED, BOUND);

  private static Cell cell(ComparedAllocator allocator, String trace, double mean, double nanos) {
    var values = new HashMap<String, Object>();
    values.put("mean_ratio", mean);
    boolean asNatives = allocator.isNative() || allocator.equals(ALIGNED);
    values.put("alignment", asNatives ? "malloc" : "8");
    if (allocator.equals(TUNED)) values.put("settings", "TRIM=0");
    Cell cell = MadeUp.cell(allocator, trace, values, nanos);
    if (!allocator.isNative()) return cell;
    return MadeUp.inProcesses(cell, "mean_ratio", mean, mean, mean, mean, mean, mean);
  }

  /// @param aligned mean ratio of the subject as natives are aligned
  private static TraceResults trace(String group, String name, double aligned) {
    return MadeUp.ofGroup(
        group,
        name,
        cell(OURS, name, aligned - 0.05, 55),
        cell(ALIGNED, name, aligned, 60),
        cell(FAST, name, 1.5, 20),
        cell(SMALL, name, 1.25, 40),
        cell(TUNED, name, 1.2, 80),
        cell(BOUND, name, 9, 5));
  }

  private static ExperimentResults results(String subject, TraceResults... traces) {
    return MadeUp.results(MadeUp.about("all", subject, List.of()), ALL, traces);
  }

  @Test
  void theFrontIsOfWhatCompetesFromTheFastestToTheSmallest() {
    Finding front = Standing.of(results("ours", trace("", "one", 1.1))).getFirst();
    assertEquals("fast, small, ours", front.verdict());
    assertEquals(
        "On 1 trace, from the fastest to the smallest of 5 that compete: fast (1.500 times what is live, 20 ns an operation), small (1.250 times what is live, 40 ns an operation), ours (1.050 times what is live, 55 ns an operation).",
        front.evidence());
  }

  @Test
  void aTunedAllocatorIsNotOneAsItComes() {
    Finding least = Standing.of(results("ours", trace("", "one", 1.1))).get(1);
    assertEquals("small", least.verdict());
    assertTrue(least.evidence().contains("the least of 2"), least.evidence());
    assertTrue(
        least
            .evidence()
            .contains("16.7 % less (16.7–16.7 %) than fast, the fastest of them, in 2.00 times"),
        least.evidence());
  }

  @Test
  void theSubjectStandsAsNativesAreAligned() {
    Finding standing = Standing.of(results("ours", trace("", "one", 1.1))).get(2);
    assertEquals("Where does ours:aligned stand?", standing.question());
    assertTrue(standing.verdict().startsWith("12.0 % less"), standing.verdict());
    assertTrue(standing.verdict().contains("than small, in 1.50 times the time"));
    assertTrue(
        standing.evidence().contains("number 2 of 5 in memory, number 4 of 5 in time"),
        standing.evidence());
  }

  @Test
  void eachGroupOfTracesHasItsOwnAnswer() {
    List<Finding> findings =
        Standing.of(
            results(
                "ours",
                trace(ReplayedWorkload.LONG_RUNNING, "long", 1.1),
                trace(ReplayedWorkload.ORDINARY, "short", 1.4)));
    assertEquals(
        "on 1 ordinary trace: fast, small, tuned; on 1 long-running trace: fast, small, ours",
        findings.getFirst().verdict());
    assertTrue(findings.get(2).verdict().contains("12.0 % more"), findings.get(2).verdict());
  }

  @Test
  void whatProgramsRunOnAlreadyIsForADiagnosis() {
    assertEquals(List.of(), Standing.of(results(FAST.name(), trace("", "one", 1.1))));
  }

  @Test
  void withoutTimesNothingIsSaidOfThem() {
    TraceResults untimed =
        MadeUp.trace(
            "one",
            MadeUp.cell(SMALL, "one", Map.of("mean_ratio", 1.2), new double[0]),
            MadeUp.cell(FAST, "one", Map.of("mean_ratio", 1.4), new double[0]));
    List<Finding> findings = Standing.of(results("ours", untimed));
    assertEquals(1, findings.size());
    assertEquals("small", findings.getFirst().verdict());
    assertTrue(findings.getFirst().evidence().endsWith("the least of 2."));
  }
}
