package org.heaplab.workloads.logs.format;

import java.util.List;
import org.heaplab.workloads.logs.text.LogFormat;

/// All log formats that are read. A new one is a class and a line here.
public final class LogFormats {
  /// The formats in the order in which they are tried.
  public static final List<LogFormat> ALL =
      List.of(
          new OperaLog(),
          new MemoryReplayLog(),
          new MtraceLog(),
          new HeaptrackLog(),
          new ValgrindLog(),
          new LogallocLog(),
          new LtraceLog(),
          new MalloclabTrace());

  private LogFormats() {}
}
