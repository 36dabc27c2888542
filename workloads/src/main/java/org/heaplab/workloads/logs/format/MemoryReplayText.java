package org.heaplab.workloads.logs.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// Text for Android's memory_replay; [MemoryReplayLog] draws the format. The addresses are made
/// from slot numbers. No two live blocks have the same address, but it is not where the block was.
public final class MemoryReplayText implements ExportFormat {
  private static final int LOG_STEP = 4;

  @Override
  public String name() {
    return "memory_replay";
  }

  @Override
  public Set<Detail> keeps() {
    return Set.of(Detail.THREADS, Detail.ALIGNMENTS, Detail.EMPTY_BLOCKS);
  }

  @Override
  public void write(Trace trace, OutputStream out) throws IOException {
    var text = new TextOut(out);
    for (long i = 0; i < trace.count(); i++) write(trace.operations(), i, text);
    text.flush();
  }

  private static void write(MemorySegment operations, long index, TextOut text) throws IOException {
    byte kind = Operation.kind(operations, index);
    if (!Operation.counts(kind)) return;
    long address = (Operation.slot(operations, index) + 1L) << LOG_STEP;
    long size = Operation.size(operations, index);
    int logAlignment = Operation.logAlignment(operations, index);
    // On Android no thread has the number 0.
    text.put(Operation.thread(operations, index) + 1L).put(": ");
    switch (kind) {
      case Operation.FREE -> text.put("free ").putAddress(address);
      case Operation.REALLOC ->
          text.put("realloc ").putAddress(address).put(" ").putAddress(address).put(" ").put(size);
      default -> {
        boolean aligned = logAlignment != Operation.DEFAULT_LOG_ALIGNMENT;
        text.put(aligned ? "memalign " : "malloc ").putAddress(address).put(" ");
        if (aligned) text.put(1L << logAlignment).put(" ");
        text.put(size);
      }
    }
    text.endLine();
  }
}
