package org.heaplab.cli.output;

/// Text broken into lines that a terminal shows without breaking them again.
public final class Wrapped {
  private static final int MAX_CHARACTERS = 100;

  private Wrapped() {}

  /// @param head what the first line begins with; the others are indented by as much
  /// @return lines, each ended
  public static String text(String head, String words) {
    var text = new StringBuilder(head);
    int column = head.length();
    for (String word : words.split(" ", -1)) {
      if (column > head.length() && column + word.length() > MAX_CHARACTERS) {
        text.setLength(text.length() - 1);
        text.append('\n').append(" ".repeat(head.length()));
        column = head.length();
      }
      text.append(word).append(' ');
      column += word.length() + 1;
    }
    text.setLength(text.length() - 1);
    return text.append('\n').toString();
  }
}
