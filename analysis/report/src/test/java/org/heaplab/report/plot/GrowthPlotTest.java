package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metrics;
import org.junit.jupiter.api.Test;

class GrowthPlotTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "f");
  private static final FigurePlan PLAN =
      new FigurePlan(
          FigureRequest.of("growth", "g", "T", "c", Metrics.NS_PER_OP), List.of(Metrics.NS_PER_OP));

  private static TraceResults trace(String name, int blocks, double... nanos) {
    Map<String, Integer> values =
        Map.of("live_blocks_at_peak", blocks, "peak_live_bytes", 64 * blocks);
    return MadeUp.trace(name, MadeUp.cell(OURS, name, values, nanos));
  }

  private static Optional<Drawing> draw(TraceResults... traces) {
    ExperimentResults results =
        MadeUp.results(MadeUp.about("e", "ours", List.of()), List.of(OURS), traces);
    return GrowthPlot.draw(
        PLAN, results, new Palette(results.allocators(), List.of(results.experiment())));
  }

  @Test
  void saysTheExponentAndTheHeaps() {
    String svg =
        FigureFile.pageSvg(
            draw(trace("a", 1024, 10, 20, 30), trace("b", 4096, 40, 40, 40)).orElseThrow(), "t");
    assertTrue(svg.contains(">0.500<"), svg);
    assertTrue(svg.contains("2 traces, 64.00 KiB to 256.00 KiB live"), svg);
    assertTrue(svg.contains("live blocks (logarithmic)"), svg);
  }

  @Test
  void oneNumberOfBlocksIsNoGrowth() {
    assertEquals(Optional.empty(), draw(trace("a", 1024, 10)));
    assertEquals(Optional.empty(), draw(trace("a", 1024, 10), trace("b", 1024, 12)));
  }
}
