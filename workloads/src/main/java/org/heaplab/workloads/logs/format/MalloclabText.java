package org.heaplab.workloads.logs.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceStatistics;

/// Text for the malloc lab; [MalloclabTrace] draws the format. The header has its original order,
/// and every block has its own identifier. Threads and alignments are left out. A realloc to 0
/// bytes would free the block in the lab, so it is written as a realloc to 1 byte.
public final class MalloclabText implements ExportFormat {
  @Override
  public String name() {
    return "rep";
  }

  @Override
  public Set<Detail> keeps() {
    return Set.of();
  }

  @Override
  public void write(Trace trace, OutputStream out) throws IOException {
    var statistics = TraceStatistics.of(trace);
    var text = new TextOut(out);
    long heap = 2 * statistics.peakLiveBytes();
    for (long number : new long[] {heap, statistics.mallocs(), statistics.ops(), 1})
      text.put(number).endLine();
    var identifiers = new long[trace.slots()];
    long births = 0;
    MemorySegment operations = trace.operations();
    for (long i = 0; i < trace.count(); i++) {
      byte kind = Operation.kind(operations, i);
      if (!Operation.counts(kind)) continue;
      int slot = Operation.slot(operations, i);
      long size = Operation.size(operations, i);
      if (kind == Operation.MALLOC) identifiers[slot] = births++;
      text.put(kind == Operation.MALLOC ? "a " : kind == Operation.FREE ? "f " : "r ")
          .put(identifiers[slot]);
      if (kind == Operation.MALLOC) text.put(" ").put(size);
      if (kind == Operation.REALLOC) text.put(" ").put(Math.max(size, 1));
      text.endLine();
    }
    text.flush();
  }
}
