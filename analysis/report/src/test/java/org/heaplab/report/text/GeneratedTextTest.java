package org.heaplab.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.results.Allocator;
import org.heaplab.report.results.Cell;
import org.heaplab.report.results.Experiment;
import org.heaplab.report.results.Run;
import org.heaplab.report.results.Subject;
import org.junit.jupiter.api.Test;

final class GeneratedTextTest {
  private static final String PAGE =
      """
      Before.

      <!-- begin ablation -->
      old
      <!-- end ablation -->

      Between.

      <!-- begin headers -->
      kept
      <!-- end headers -->
      """;

  private static Cell cell(String name, double peak, double mean, double moved, double nanos) {
    return new Cell(
        new Allocator(name, "handle", "java"),
        true,
        Map.of(
            "peak_ratio", peak, "mean_ratio", mean, "moved_bytes", moved, "allocated_bytes", 100.0),
        true,
        true,
        "",
        Optional.empty(),
        new double[] {nanos},
        Optional.empty());
  }

  private static Run run(String experiment) {
    Cell usual = cell("handle", 1.1, 1.2, 5, 40);
    Cell other = cell("handle:entry=8", 1.21, 1.5, 10, 60);
    var subject = new Subject(experiment, "one", true, List.of(usual, other));
    return new Run(
        Map.of("start", "2026-01-02T03:04:05Z", "cpu", "a processor", "cores", 2),
        List.of(
            new Experiment(
                experiment,
                List.of(subject),
                List.of(usual.allocator(), other.allocator()),
                List.of())),
        List.of());
  }

  @Test
  void writesABlockOfTheRunAnewAndKeepsTheOthers() {
    GeneratedText text = GeneratedText.of(PAGE, run("ablation"));
    assertEquals(
        """
        Before.

        <!-- begin ablation -->
        | option changed | peak ratio | mean ratio | time per operation | bytes moved per byte allocated |
        | --- | ---: | ---: | ---: | ---: |
        | `entry=8` | × 1.100 | × 1.250 | × 1.500 | 0.100 |
        | none | 1.100 | 1.200 | 40 ns | 0.050 |

        Measured on 2026-01-02, a processor with 2 cores.
        <!-- end ablation -->

        Between.

        <!-- begin headers -->
        kept
        <!-- end headers -->
        """,
        text.text());
    assertEquals(List.of("ablation"), text.renewed());
    assertEquals(List.of("headers"), text.kept());
  }

  @Test
  void writingAgainChangesNothing() {
    String once = GeneratedText.of(PAGE, run("ablation")).text();
    assertEquals(once, GeneratedText.of(once, run("ablation")).text());
  }

  @Test
  void aRunOfSomethingElseChangesNothing() {
    GeneratedText text = GeneratedText.of(PAGE, run("survey"));
    assertEquals(PAGE, text.text());
    assertEquals(List.of(), text.renewed());
  }

  @Test
  void aMarkWithoutItsPartnerIsNamedWithItsLine() {
    String broken = PAGE.replace("<!-- end ablation -->\n", "");
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> GeneratedText.of(broken, run("ablation")));
    assertTrue(thrown.getMessage().endsWith("line 3, <!-- begin ablation -->"), thrown::getMessage);
  }

  @Test
  void aBlockThatNobodyMakesIsRefused() {
    String broken = PAGE.replace("headers", "footers");
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> GeneratedText.of(broken, run("ablation")));
    assertTrue(thrown.getMessage().endsWith("[bars, traces, ablation, headers]: footers"));
  }
}
