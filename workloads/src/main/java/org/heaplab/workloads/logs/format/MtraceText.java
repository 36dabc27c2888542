package org.heaplab.workloads.logs.format;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// Text as glibc's mtrace writes it; [MtraceLog] draws the format. The addresses are made from slot
/// numbers. A call site is the caller, with its number for an address. Threads and alignments are
/// left out.
public final class MtraceText implements ExportFormat {
  private static final int LOG_STEP = 4;

  @Override
  public String name() {
    return "mtrace";
  }

  @Override
  public Set<Detail> keeps() {
    return Set.of(Detail.CALL_SITES, Detail.EMPTY_BLOCKS);
  }

  @Override
  public void write(Trace trace, OutputStream out) throws IOException {
    var callers = new String[trace.sites() + 1];
    callers[0] = "@ program:[0x0]";
    for (int site = 1; site < callers.length; site++) {
      callers[site] = "@ " + plain(trace.siteName(site)) + ":[0x" + Integer.toHexString(site) + "]";
    }
    var text = new TextOut(out);
    text.put("= Start").endLine();
    for (long i = 0; i < trace.count(); i++) {
      if (Operation.counts(Operation.kind(trace.operations(), i))) {
        write(trace.operations(), i, callers[trace.siteOf(i)], text);
      }
    }
    text.put("= End").endLine();
    text.flush();
  }

  /// What marks a caller's begin and its address must not be in a name.
  private static String plain(String name) {
    return name.replace("@ ", "@").replace("[0x", "[").replaceAll("[^ -~]", "?");
  }

  private static void write(MemorySegment operations, long index, String caller, TextOut text)
      throws IOException {
    long address = (Operation.slot(operations, index) + 1L) << LOG_STEP;
    long size = Operation.size(operations, index);
    text.put(caller);
    switch (Operation.kind(operations, index)) {
      case Operation.FREE -> text.put(" - ").putAddress(address);
      case Operation.REALLOC -> {
        text.put(" < ").putAddress(address).endLine();
        text.put(caller).put(" > ").putAddress(address).put(" ").putAddress(size);
      }
      default -> text.put(" + ").putAddress(address).put(" ").putAddress(size);
    }
    text.endLine();
  }
}
