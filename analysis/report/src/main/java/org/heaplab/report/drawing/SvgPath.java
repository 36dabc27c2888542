package org.heaplab.report.drawing;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes the data of an SVG path in fewer bytes: to a tenth of a pixel, and each point by its
/// distance from the one before. Distances are between rounded points, so that no error adds up.
final class SvgPath {
  private static final Pattern TOKEN = Pattern.compile("[A-Z]|-?[0-9.]+(?:[eE][-+]?[0-9]+)?");

  private final StringBuilder text = new StringBuilder();

  /// The current point and where its outline began, in tenths of a pixel.
  private long x;

  private long y;
  private long startX;
  private long startY;

  private SvgPath() {}

  /// @param data with absolute commands M, L, Q, C and Z
  static String shorter(String data) {
    var path = new SvgPath();
    Matcher tokens = TOKEN.matcher(data);
    char command = 'M';
    while (tokens.find()) {
      if (Character.isLetter(tokens.group().charAt(0))) {
        command = tokens.group().charAt(0);
        if (command == 'Z') path.close();
        else tokens.find();
      }
      if (command != 'Z') path.add(command, tokens);
    }
    return path.text.toString();
  }

  private void close() {
    text.append('z');
    x = startX;
    y = startY;
  }

  /// @param tokens at the first number of the command
  private void add(char command, Matcher tokens) {
    long[] points = new long[2 * pointsOf(command)];
    for (int i = 0; i < points.length; i++) {
      if (i > 0) tokens.find();
      points[i] = Math.round(10 * Double.parseDouble(tokens.group()));
    }
    long endX = points[points.length - 2];
    long endY = points[points.length - 1];
    if (command == 'L' && endX == x && endY == y) return;
    text.append(Character.toLowerCase(command));
    for (int i = 0; i < points.length; i += 2) {
      number(points[i] - x, i == 0);
      number(points[i + 1] - y, false);
    }
    x = endX;
    y = endY;
    if (command == 'M') {
      startX = x;
      startY = y;
    }
  }

  private static int pointsOf(char command) {
    return switch (command) {
      case 'M', 'L' -> 1;
      case 'Q' -> 2;
      case 'C' -> 3;
      default ->
          throw new IllegalArgumentException(
              "a command of a path must be one of M, L, Q, C, Z: " + command);
    };
  }

  private void number(long tenths, boolean first) {
    if (!first && tenths >= 0) text.append(' ');
    if (tenths < 0) text.append('-');
    long size = Math.abs(tenths);
    if (size >= 10 || size == 0) text.append(size / 10);
    if (size % 10 != 0) text.append('.').append(size % 10);
  }
}
