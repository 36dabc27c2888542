package org.heaplab.report.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.heaplab.report.MadeUp;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Cause;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;

class CauseBarsTest {
  private static final ComparedAllocator OURS = MadeUp.java("ours", "handle");
  private static final ComparedAllocator THEIRS = MadeUp.rival("theirs");
  private static final FigurePlan PLAN =
      new FigurePlan(FigureRequest.of("causes", "causes", "T", "c"), List.of());
  private static final Pattern TEXT = Pattern.compile("<text[^>]*>([^<]*)<");

  private static Cell cell(ComparedAllocator allocator, String trace, double padding) {
    Cell cell = MadeUp.cell(allocator, trace, Map.of());
    add(cell, Cause.LIVE, 1000);
    if (padding > 0) add(cell, Cause.PADDING, padding);
    return cell;
  }

  private static void add(Cell cell, Cause cause, double bytes) {
    cell.add(
        Row.of(
            Tables.CAUSE,
            cell.key(),
            Map.of("cause", cause.title(), "peak_bytes", 1, "mean_bytes", bytes)));
  }

  private static ExperimentResults results(TraceResults... traces) {
    return MadeUp.results(MadeUp.about("e", "ours", List.of()), List.of(OURS, THEIRS), traces);
  }

  private static ExperimentResults results() {
    return results(
        MadeUp.trace("one", cell(OURS, "one", 300), cell(THEIRS, "one", 200)),
        MadeUp.trace("two", cell(OURS, "two", 100), cell(THEIRS, "two", 700)));
  }

  private static Palette palette(ExperimentResults results) {
    return new Palette(results.allocators(), List.of(results.experiment()));
  }

  /// The words of a figure in the order in which they are drawn, from the first of these on.
  private static List<String> words(Optional<Drawing> drawing, String first) {
    var words = new ArrayList<String>();
    var matcher = TEXT.matcher(FigureFile.pageSvg(drawing.orElseThrow(), "t"));
    while (matcher.find()) words.add(matcher.group(1));
    assertTrue(words.contains(first), words::toString);
    return words.subList(words.indexOf(first), words.size());
  }

  @Test
  void theMeanStandsAboveTheTracesAndTheSmallestIsTheFirstOfThese() {
    ExperimentResults results = results();
    assertEquals(
        List.of("mean", "20.0 %", "two", "10.0 %", "one", "30.0 %", "padding"),
        words(CauseBars.ofSubject(PLAN, results, palette(results)), "mean").subList(0, 7));
  }

  @Test
  void anAllocatorHasTheMeanOfTheTraces() {
    ExperimentResults results = results();
    assertEquals(
        List.of("ours", "20.0 %", "theirs", "45.0 %", "padding"),
        words(CauseBars.ofAllocators(PLAN, results, palette(results)), "ours").subList(0, 5));
  }

  @Test
  void onATraceEachAllocatorHasABar() {
    ExperimentResults results = results();
    var trace = new MeasuredTrace(results, results.traces().getFirst());
    assertEquals(
        List.of("theirs", "20.0 %", "ours", "30.0 %", "padding"),
        words(CauseBars.ofTrace(PLAN, trace, palette(results)), "theirs").subList(0, 5));
  }

  @Test
  void whatWasNotMeasuredIsNotDrawn() {
    ExperimentResults results = results(MadeUp.trace("one", MadeUp.cell(OURS, "one", Map.of())));
    assertTrue(CauseBars.ofSubject(PLAN, results, palette(results)).isEmpty());
    assertTrue(CauseBars.ofAllocators(PLAN, results, palette(results)).isEmpty());
  }
}
