package org.heaplab.report.diagnosis;

import java.util.Comparator;
import java.util.Optional;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.figure.MeasuredTrace.OfAllocator;
import org.heaplab.report.statistics.StrandedBytes;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;

/// Which place in a program strands most memory, on the allocator of those that were walked on
/// which most is stranded.
final class Places {
  private Places() {}

  /// Empty where the trace does not know its places, or they strand nothing.
  static Optional<Finding> finding(MeasuredTrace trace) {
    return trace.cells().stream()
        .filter(one -> one.cell().has(SiteTables.STRANDED) && one.cell().has(SiteTables.SITE))
        .max(Comparator.comparingDouble(one -> StrandedBytes.of(one.cell()).onAverage()))
        .flatMap(Places::finding);
  }

  private static Optional<Finding> finding(OfAllocator walked) {
    StrandedBytes bytes = StrandedBytes.of(walked.cell());
    double all = bytes.onAverage();
    if (all <= 0) return Optional.empty();
    return walked.cell().series(SiteTables.SITE).rows().stream()
        .min(bytes.mostFirst())
        .map(
            site ->
                new Finding(
                    "Which place in the program strands most memory?",
                    site.text("site"),
                    evidence(walked, site, bytes, all)));
  }

  private static String evidence(OfAllocator walked, Row site, StrandedBytes bytes, double all) {
    return ("On %s, %s are free on average in pages that a block keeps. Blocks that were requested"
            + " there keep %s of that; at the peak they are %s of live bytes.")
        .formatted(
            walked.allocator().name(),
            Unit.BYTES.format(all),
            Unit.SHARE.format(bytes.onAverage(site) / all),
            Unit.BYTES.format(site.number("live_bytes_at_peak")));
  }
}
