package org.heaplab.cli;

import java.util.List;
import java.util.regex.Pattern;

/// The words of a command as a document has it.
final class ShellWords {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private ShellWords() {}

  static List<String> of(String line) {
    return WORD.matcher(line)
        .results()
        .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
        .toList();
  }
}
