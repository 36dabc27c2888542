package org.heaplab.workloads.logs.text;

import java.util.List;

/// A text format in which a tool writes the calls of a program.
public interface LogFormat {
  /// The name of the format in messages; also the recorder of an imported trace.
  String name();

  /// Whether a text that begins with these lines has this format. The first line may be torn, and
  /// the last one cut.
  boolean recognises(List<String> firstLines);

  /// Whether the tool writes a free after it is done and the log has no threads. Then another
  /// thread's malloc of the same address may come before the free.
  default boolean writesFreesLate() {
    return false;
  }

  /// Reads a text's lines as calls.
  LineReader reader(Calls calls);
}
