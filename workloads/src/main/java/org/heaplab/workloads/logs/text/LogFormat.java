package org.heaplab.workloads.logs.text;

import java.util.List;

/// A text format in which a tool writes down the calls of a program.
public interface LogFormat {
  /// What the format is called in messages and as the recorder of an imported trace.
  String name();

  /// Whether a text that begins with these lines is of this format. The first of them may be torn,
  /// and the last one cut.
  boolean recognises(List<String> firstLines);

  /// Whether the tool writes a free after it is done, so that another thread's malloc of the same
  /// address may come before it, in a log that does not tell its threads.
  default boolean writesFreesLate() {
    return false;
  }

  /// Reads a text's lines as calls.
  LineReader reader(Calls calls);
}
