package org.heaplab.measure.measurement;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.measure.fixed.LargestBlockMeasurement;
import org.heaplab.measure.fixed.WindowMeasurement;
import org.heaplab.measure.heapmap.HeapMapMeasurement;
import org.heaplab.measure.latency.LatencyMeasurement;
import org.heaplab.measure.latency.OperationsMeasurement;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.TraceMeasurement;
import org.heaplab.measure.sites.SitesMeasurement;
import org.heaplab.measure.sites.StrandedMeasurement;
import org.heaplab.results.table.FixedHeapTables;
import org.heaplab.results.table.SiteTables;
import org.heaplab.results.table.Tables;

/// Every measurement, in the order in which they are done. A new one is a class and a line here.
public final class Measurements {
  /// The names of those that somebody may want to leave out, or ask for.
  public static final String TIME = Tables.TIME.measurement();

  public static final String LATENCY = Tables.LATENCY.measurement();
  public static final String OPERATIONS = Tables.OPERATION.measurement();
  public static final String PAUSES = Tables.PAUSE.measurement();
  public static final String SMALLEST_HEAP = Tables.MIN_HEAP.measurement();
  public static final String HEAP_SIZES = Tables.HEAP.measurement();
  public static final String LARGEST_BLOCK = FixedHeapTables.LARGEST.measurement();
  public static final String WINDOWS = FixedHeapTables.WINDOW.measurement();
  public static final String LOCKS = Tables.LOCK.measurement();
  public static final String CAUSES = Tables.CAUSE.measurement();
  public static final String HEAP_MAPS = Tables.HEAP_MAP.measurement();
  public static final String STRANDED = SiteTables.STRANDED.measurement();
  public static final String SITES = SiteTables.SITE.measurement();
  public static final String FREE_LISTS = Tables.FREE_LIST.measurement();
  public static final String VERIFICATION = "verification";

  /// Those that replay a trace on an allocator.
  public static final List<ReplayMeasurement> OF_REPLAYS =
      List.of(
          new SpaceMeasurement(),
          new CausesMeasurement(),
          new HeapMapMeasurement(),
          new StrandedMeasurement(),
          new FreeListMeasurement(),
          new Verification(),
          new SmallestHeap(),
          new LargestBlockMeasurement(),
          new TimeMeasurement(),
          new HeapSizeMeasurement(),
          new WindowMeasurement(),
          new PauseMeasurement(),
          new LatencyMeasurement(),
          new OperationsMeasurement());

  /// Those of a trace alone.
  public static final List<TraceMeasurement> OF_TRACES =
      List.of(new DemandMeasurement(), new SizesMeasurement(), new SitesMeasurement());

  private Measurements() {}

  /// @param lockTimer measures what locks cost
  public static List<Measurement> all(LockTimer lockTimer) {
    var all = new ArrayList<Measurement>();
    all.addAll(OF_TRACES);
    all.add(new LockMeasurement(lockTimer));
    all.addAll(OF_REPLAYS);
    return all;
  }
}
