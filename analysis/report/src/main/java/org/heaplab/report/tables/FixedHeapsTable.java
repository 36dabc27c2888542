package org.heaplab.report.tables;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.report.fixed.BlockRanks;
import org.heaplab.report.fixed.BlockRanks.Standing;
import org.heaplab.report.fixed.SetUp;
import org.heaplab.report.fixed.SetUp.Contender;
import org.heaplab.report.fixed.WindowTimes;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.statistics.Ranking;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.report.statistics.TraceGroup;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.table.TextTable.Entry;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.TraceResults;
import org.heaplab.results.metric.Unit;

/// Allocators in heaps of fixed size: how they rank, by the largest block that they could still
/// give and by time, a table for each of the conditions.
final class FixedHeapsTable {
  private FixedHeapsTable() {}

  static List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    return SetUp.of(results).stream()
        .filter(setUp -> !setUp.traces(results).isEmpty())
        .map(setUp -> of(results, setUp))
        .toList();
  }

  private static TextTable of(ExperimentResults results, SetUp setUp) {
    BlockRanks ranks = BlockRanks.of(results, setUp);
    List<TraceResults> timed = WindowTimes.traces(results, setUp);
    var table =
        new TextTable.Builder(caption(setUp, ranks, timed))
            .columns(
                "allocator",
                "rank",
                "penalty",
                "completed",
                "largest block ÷ heap",
                "as it lies",
                "largest block ÷ free",
                "compactions",
                "traces without",
                "bytes moved per byte allocated",
                "time per operation",
                "rank by time");
    for (Standing one : ranks.standings()) table.row(row(one, ranks, results, setUp, timed));
    return table.build();
  }

  private static String caption(SetUp setUp, BlockRanks ranks, List<TraceResults> timed) {
    String time =
        timed.isEmpty()
            ? "None was timed with all that complete any."
            : "Time is the geometric mean over %s, with intervals over processes."
                .formatted(TraceGroup.words(timed));
    return "A heap of %s: means over %s, in which a refused request counts as a block of nothing from then on. The penalty at a point is the share of the others that could give a larger block; an equal sign is a tie. %s"
        .formatted(setUp.words(), TraceGroup.words(ranks.traces()), time);
  }

  private static List<Entry> row(
      Standing one,
      BlockRanks ranks,
      ExperimentResults results,
      SetUp setUp,
      List<TraceResults> timed) {
    int traces = ranks.traces().size();
    var row = new ArrayList<Entry>();
    row.add(Entry.code(one.contender().measured().name()));
    row.add(rank(one.rank(), one.tied()));
    row.add(Entry.number("%.2f".formatted(one.penalty()), one.penalty()));
    row.add(Entry.number("%d of %d".formatted(one.completed(), traces), one.completed()));
    row.add(share(one.ofHeap()));
    row.add(share(one.lying()));
    row.add(share(one.ofFree()));
    row.add(Entry.number(Unit.COUNT.format(one.compactions()), (double) one.compactions()));
    row.add(Entry.number("%d of %d".formatted(one.unmoved(), traces), one.unmoved()));
    row.add(Entry.number(Unit.RATIO.format(one.movedShare()), one.movedShare()));
    Rounds time = time(one.contender(), setUp, timed);
    row.add(Entry.value(time.estimate(), Unit.NANOS));
    row.add(timeRank(one.contender(), results, setUp, timed));
    return row;
  }

  private static Entry share(double value) {
    return Entry.number(Unit.SHARE.format(value), value);
  }

  private static Entry rank(long rank, boolean tied) {
    return Entry.number(rank + (tied ? "=" : ""), (double) rank);
  }

  private static Rounds time(Contender one, SetUp setUp, List<TraceResults> timed) {
    return Rounds.geometricMean(times(one, setUp, timed));
  }

  private static List<Rounds> times(Contender one, SetUp setUp, List<TraceResults> timed) {
    return timed.stream().map(trace -> WindowTimes.over(trace, setUp, one)).toList();
  }

  /// One more than how many are faster, ties not counted.
  private static Entry timeRank(
      Contender one, ExperimentResults results, SetUp setUp, List<TraceResults> timed) {
    List<Rounds> own = times(one, setUp, timed);
    if (own.isEmpty() || !own.stream().allMatch(Rounds::exists)) return Entry.NONE;
    long faster = 0;
    boolean tied = false;
    for (Contender other : WindowTimes.timed(results, setUp)) {
      if (other.equals(one)) continue;
      var ratio = Ranking.ratio(own, times(other, setUp, timed)).estimate();
      if (ratio.isTie()) tied = true;
      else if (ratio.value() > 1) faster++;
    }
    return rank(1 + faster, tied);
  }
}
