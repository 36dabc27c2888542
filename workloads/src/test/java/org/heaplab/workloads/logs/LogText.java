package org.heaplab.workloads.logs;

import java.io.ByteArrayInputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// A log that is written in a test and read in the format that it is recognised as.
final class LogText {
  private LogText() {}

  static Trace read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    var reader = new LogReader(LogReader.recognise(bytes, "log"));
    try {
      reader.read(new ByteArrayInputStream(bytes), "log");
    } catch (RuntimeException e) {
      reader.abandon();
      throw e;
    }
    return reader.build("log");
  }

  /// The operations in a short notation, and what was dropped.
  static List<String> told(String text) {
    try (Trace trace = read(text)) {
      List<String> told = operations(trace);
      for (Dropped kind : Dropped.values()) {
        if (trace.dropped(kind) > 0) told.add(trace.dropped(kind) + " " + kind);
      }
      return told;
    }
  }

  /// The operations in a short notation: `malloc 0 53`, `free 0`.
  static List<String> operations(String text) {
    try (Trace trace = read(text)) {
      return operations(trace);
    }
  }

  static List<String> operations(Trace trace) {
    var shown = new ArrayList<String>();
    MemorySegment operations = trace.operations();
    for (long i = 0; i < trace.count(); i++) {
      int slot = Operation.slot(operations, i);
      long size = Operation.size(operations, i);
      int thread = Operation.thread(operations, i);
      String where = thread == 0 ? "" : " on " + thread;
      shown.add(
          switch (Operation.kind(operations, i)) {
            case Operation.MALLOC -> "malloc " + slot + " " + size + aligned(operations, i) + where;
            case Operation.FREE -> "free " + slot + where;
            case Operation.REALLOC -> "realloc " + slot + " " + size + where;
            default -> "other";
          });
    }
    return shown;
  }

  private static String aligned(MemorySegment operations, long index) {
    int log = Operation.logAlignment(operations, index);
    return log == Operation.DEFAULT_LOG_ALIGNMENT ? "" : " at " + (1L << log);
  }
}
