package org.heaplab.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.Bar;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

final class GeneratedTextTest {
  private static final String PAGE =
      """
      Before.

      <!-- begin choices/variants -->
      old
      <!-- end choices/variants -->

      Between.

      <!-- begin headers/means -->
      kept
      <!-- end headers/means -->
      """;

  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final ComparedAllocator VARIANT = MadeUp.java("ours:entry=8", "f");
  private static final ComparedAllocator RIVAL = MadeUp.rival("theirs");

  private static Cell cell(
      ComparedAllocator allocator, double peak, double mean, long moved, double... nanos) {
    return MadeUp.cell(
        allocator,
        "one",
        Map.of(
            "peak_ratio", peak, "mean_ratio", mean, "moved_bytes", moved, "allocated_bytes", 100),
        nanos);
  }

  private static Run run(String name) {
    List<FigureRequest> figures =
        List.of(Metrics.NS_PER_OP, Metrics.MEAN_RATIO, Metrics.PEAK_RATIO, Metrics.MOVED_SHARE)
            .stream()
            .map(GeneratedTextTest::variants)
            .toList();
    Bar bar = Bar.ofWorst("peak to best", Metrics.PEAK_RATIO, 1.0, null).against(RivalGroup.NATIVE);
    var experiment =
        new Experiment(
            name,
            "",
            "",
            "ours",
            "",
            List.of(MadeUp.natives("theirs")),
            null,
            false,
            figures,
            List.of(bar));
    return MadeUp.run(
        MadeUp.results(
            experiment,
            List.of(OURS, VARIANT, RIVAL),
            MadeUp.trace(
                "one",
                cell(OURS, 1.1, 1.2, 5, 40, 40, 40),
                cell(VARIANT, 1.21, 1.5, 0, 60, 59.2, 60.8),
                MadeUp.inProcesses(
                    cell(RIVAL, 1.375, 1.3, 0, 20, 19, 21), "peak_ratio", 1.375, 1.35, 1.4))));
  }

  private static FigureRequest variants(Metric metric) {
    return FigureRequest.of("variants", metric.name(), "", "", metric);
  }

  @Test
  void writesABlockOfTheRunAnewAndKeepsTheOthers() {
    GeneratedText text = GeneratedText.of(PAGE, run("choices"));
    assertEquals(
        """
        Before.

        <!-- begin choices/variants -->
        Each variant of ours over it, in means over 1 trace; in the last row, what it has itself. Intervals are over processes. Measured on 1 trace; each time in 3 processes; each native footprint in 3 processes; seed 1. An interval is that of the median over processes, at 95 %; of fewer than six, it is their range.

        | option changed | peak ratio | mean ratio | time per operation | bytes moved per byte allocated |
        | --- | ---: | ---: | ---: | ---: |
        | `entry=8` | × 1.100 exact | × 1.250 exact | × 1.500 (1.480–1.520) | 0.000 exact |
        | none | 1.100 exact | 1.200 exact | 40 ns (40–40 ns) | 0.050 exact |

        Measured on 2026-01-02, a processor of this size with 2 cores.
        <!-- end choices/variants -->

        Between.

        <!-- begin headers/means -->
        kept
        <!-- end headers/means -->
        """,
        text.text());
    assertEquals(List.of("choices/variants"), text.renewed());
    assertEquals(List.of("headers/means"), text.kept());
  }

  @Test
  void writingAgainChangesNothing() {
    String once = GeneratedText.of(PAGE, run("choices")).text();
    assertEquals(once, GeneratedText.of(once, run("choices")).text());
  }

  @Test
  void aRunOfSomethingElseChangesNothing() {
    GeneratedText text = GeneratedText.of(PAGE, run("survey"));
    assertEquals(PAGE, text.text());
    assertEquals(List.of(), text.renewed());
  }

  @Test
  void aMarkWithoutItsPartnerIsNamedWithItsLine() {
    String broken = PAGE.replace("<!-- end choices/variants -->\n", "");
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> GeneratedText.of(broken, run("choices")));
    assertTrue(
        thrown.getMessage().endsWith("line 3, <!-- begin choices/variants -->"),
        thrown::getMessage);
  }

  @Test
  void aTableThatIsOfNoKindIsRefused() {
    String broken = PAGE.replace("headers/means", "headers/footers");
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> GeneratedText.of(broken, run("choices")));
    assertEquals(
        "a table must be one of [bars, rivals, bursts, fixed_heaps, sessions, resemblance,"
            + " counterparts, adversaries, operations, published, causes, sites, recordings, variants, growth,"
            + " option, models, means]: footers",
        thrown.getMessage());
  }

  @Test
  void everyKindOfTableIsWritten() {
    String page =
        """
        <!-- begin choices/bars -->
        <!-- end choices/bars -->
        <!-- begin choices/rivals -->
        <!-- end choices/rivals -->
        <!-- begin choices/means -->
        <!-- end choices/means -->
        """;
    assertEquals(
        """
        <!-- begin choices/bars -->
        The most that each figure may be, and what it is; F is the footprint. Intervals are over processes, on these traces. A figure that lies on both sides of its limit with its interval is neither met nor missed. Measured on 1 trace; each time in 3 processes; each native footprint in 3 processes; seed 1. An interval is that of the median over processes, at 95 %; of fewer than six, it is their range.

        | figure | bar | aim | measured | outcome |
        | --- | ---: | ---: | ---: | ---: |
        | peak to best | × 1.000 | – | × 0.800 (0.786–0.815) on one, the worst; 1 of 1 traces meet the bar | met |

        Measured on 2026-01-02, a processor of this size with 2 cores.
        <!-- end choices/bars -->
        <!-- begin choices/rivals -->
        Peak ratio of ours, and over that of the best of its rivals on each trace. Intervals are over processes; the traces are these. Measured on 1 trace; each time in 3 processes; each native footprint in 3 processes; seed 1. An interval is that of the median over processes, at 95 %; of fewer than six, it is their range.

        | trace | ours | over the best native |
        | --- | ---: | ---: |
        | one | 1.100 exact | × 0.800 (0.786–0.815), theirs 1.375 |
        | geometric mean, 1 trace | 1.100 exact | × 0.800 (0.786–0.815) |

        Mean ratio of ours, and over that of the best of its rivals on each trace. Intervals are over processes; the traces are these. Measured on 1 trace; each time in 3 processes; each native footprint in 3 processes; seed 1. An interval is that of the median over processes, at 95 %; of fewer than six, it is their range.

        | trace | ours | over the best native |
        | --- | ---: | ---: |
        | one | 1.200 exact | × 0.923 no interval, theirs 1.300 |
        | geometric mean, 1 trace | 1.200 exact | × 0.923 no interval |

        Time per operation of ours, and over that of the best of its rivals on each trace. Intervals are over processes; the traces are these. Measured on 1 trace; each time in 3 processes; each native footprint in 3 processes; seed 1. An interval is that of the median over processes, at 95 %; of fewer than six, it is their range.

        | trace | ours | over the best native |
        | --- | ---: | ---: |
        | one | 40 ns (40–40 ns) | × 2.000 (1.905–2.105), theirs 20 ns |
        | geometric mean, 1 trace | 40 ns (40–40 ns) | × 2.000 (1.905–2.105) |

        Measured on 2026-01-02, a processor of this size with 2 cores.
        <!-- end choices/rivals -->
        <!-- begin choices/means -->
        Means over 1 trace. The first interval is over processes: how far another run on these traces may be away. The one after it is over traces: how much these differ. Measured on 1 trace; each time in 3 processes; each native footprint in 3 processes; seed 1. An interval is that of the median over processes, at 95 %; of fewer than six, it is their range.

        | allocator | time per operation | mean ratio | peak ratio | bytes moved per byte allocated |
        | --- | ---: | ---: | ---: | ---: |
        | `ours` | 40 ns (40–40 ns) | 1.200 exact | 1.100 exact | 0.050 exact |
        | `ours:entry=8` | 60 ns (59.20–60.80 ns) | 1.500 exact | 1.210 exact | 0.000 exact |
        | `theirs` | 20 ns (19–21 ns) | 1.300 no interval | 1.375 (1.350–1.400) | 0.000 no interval |

        Measured on 2026-01-02, a processor of this size with 2 cores.
        <!-- end choices/means -->
        """,
        GeneratedText.of(page, run("choices")).text());
  }
}
