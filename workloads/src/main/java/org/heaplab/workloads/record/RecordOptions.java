package org.heaplab.workloads.record;

import java.nio.file.Path;
import java.util.List;

/// What to record.
///
/// @param command the program and its arguments
/// @param output the `.trace` file to write
/// @param children whether the processes that the program starts get traces of their own, beside
///   the output and named after it: `t.trace` → `t.1-cc1.trace`; otherwise they are left out
public record RecordOptions(List<String> command, Path output, boolean children) {
  private static final String EXTENSION = ".trace";

  public RecordOptions {
    if (command.isEmpty()) throw new IllegalArgumentException("a command must have a program");
    command = List.copyOf(command);
  }

  Path folder() {
    return output.toAbsolutePath().getParent();
  }

  Path outputOfChild(int number, String program) {
    String name = output.getFileName().toString();
    String stem =
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    return folder().resolve(stem + "." + number + "-" + program + EXTENSION);
  }
}
