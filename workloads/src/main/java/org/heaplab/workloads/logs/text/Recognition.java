package org.heaplab.workloads.logs.text;

import java.util.List;
import java.util.function.Predicate;

/// Recognises a format that has only calls: the first line is a call. If the log was cut at its
/// beginning or is torn, half of the first lines must be calls.
public final class Recognition {
  private static final int LOOKED_AT = 20;

  private Recognition() {}

  public static boolean byLines(List<String> firstLines, Predicate<String> isCall) {
    List<String> lines =
        firstLines.stream()
            .filter(line -> !line.isBlank() && line.length() <= Lines.MAX_LINE)
            .limit(LOOKED_AT)
            .toList();
    if (lines.isEmpty()) return false;
    return isCall.test(lines.getFirst())
        || 2 * lines.stream().filter(isCall).count() >= lines.size();
  }
}
