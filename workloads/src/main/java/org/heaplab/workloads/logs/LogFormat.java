package org.heaplab.workloads.logs;

import java.util.List;

/// A text format in which some tool writes down the calls of a program.
public interface LogFormat {
  /// Every format there is, in the order in which they are tried.
  static List<LogFormat> all() {
    return List.of(
        new OperaLog(),
        new MemoryReplayLog(),
        new MtraceLog(),
        new HeaptrackLog(),
        new MalloclabTrace());
  }

  /// What the format is called in messages and as the recorder of an imported trace.
  String name();

  /// Whether a text that begins with these lines is of this format.
  boolean recognises(List<String> firstLines);

  /// Reads a whole text.
  ///
  /// @throws org.heaplab.workloads.TraceException with rule and text, without the place
  void read(Lines lines, AddressSpace addresses);
}
