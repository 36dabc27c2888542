package org.heaplab.measure.machine;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// A file in which the system tells numbers: lines that begin with a key. A file that cannot be
/// read tells nothing.
public final class SystemFacts {
  /// What numbers beyond it are read as.
  public static final long LARGEST = Long.MAX_VALUE / 2;

  private final List<String> lines;

  public SystemFacts(Path file) {
    lines = read(file);
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return List.of();
    }
  }

  public List<String> lines() {
    return lines;
  }

  public OptionalLong kilobytes(String key) {
    OptionalLong number = number(key);
    return number.isEmpty() ? number : OptionalLong.of(number.getAsLong() << 10);
  }

  /// The first number after the key, which begins a line; empty where that has none.
  public OptionalLong number(String key) {
    for (String line : lines) {
      if (!line.startsWith(key)) continue;
      String rest = line.substring(key.length());
      if (!key.isEmpty() && !rest.isEmpty() && !Character.isWhitespace(rest.charAt(0))) continue;
      String first = rest.strip().split("\\s+", 2)[0];
      return first.matches("[0-9]{1,20}") ? OptionalLong.of(clamped(first)) : OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private static long clamped(String digits) {
    return new BigInteger(digits).min(BigInteger.valueOf(LARGEST)).longValueExact();
  }
}
