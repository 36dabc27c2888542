package org.heaplab.measure.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// One command's answer, read line by line.
public final class Reply {
  private final List<long[]> samples = new ArrayList<>();
  private final List<long[]> latencies = new ArrayList<>();
  private final Map<String, List<long[]>> operations = new LinkedHashMap<>();
  private final List<String> lastWords = new ArrayList<>();
  private final Map<String, String> results = new HashMap<>();
  private OptionalLong oom = OptionalLong.empty();
  private OptionalLong nanos = OptionalLong.empty();
  private String error;
  private boolean unfinished;

  /// A line of the protocol; one that is none, such as an allocator's own chatter, is an error. A
  /// JVM that crashes says so in lines that begin with `#`.
  public void read(String line) {
    if (line.startsWith("#")) {
      lastWords.add(line.substring(1).strip());
      return;
    }
    String[] words = line.split(" ", 2);
    String rest = words.length < 2 ? "" : words[1];
    try {
      switch (words[0]) {
        case "sample" -> samples.add(pair(rest));
        case "latency" -> latencies.add(pair(rest));
        case "operation" -> {
          String[] parts = rest.split(" ", 2);
          long[] bucket = pair(parts[1]);
          operations.computeIfAbsent(parts[0], kind -> new ArrayList<>()).add(bucket);
        }
        case "oom" -> oom = OptionalLong.of(Long.parseLong(rest));
        case "time" -> nanos = OptionalLong.of(Long.parseLong(rest));
        case "result" -> {
          String[] entry = rest.split("=", 2);
          results.put(entry[0], entry[1]);
        }
        case "error" -> fail(rest);
        case "shortage" -> unfinished(rest);
        default -> fail("unexpected output: " + line);
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      fail("unexpected output: " + line);
    }
  }

  private static long[] pair(String text) {
    String[] words = text.split(" ", 2);
    return new long[] {Long.parseLong(words[0]), Long.parseLong(words[1])};
  }

  /// Notes what went wrong; the first of several is kept.
  public Reply fail(String text) {
    if (error == null) error = text;
    return this;
  }

  /// Notes that there is no answer, and that nobody can say that the allocator is to blame: the
  /// machine lacked memory, or it took too long.
  public Reply unfinished(String text) {
    if (error == null) unfinished = true;
    return fail(text);
  }

  /// Whether there is no answer for want of memory or time.
  public boolean isUnfinished() {
    return unfinished;
  }

  /// What went wrong, or null.
  public String error() {
    return error;
  }

  /// What a JVM said when it crashed.
  public List<String> lastWords() {
    return lastWords;
  }

  /// Pairs of record index and footprint bytes.
  public List<long[]> samples() {
    return samples;
  }

  /// Pairs of nanoseconds and how often they were counted.
  public List<long[]> latencies() {
    return latencies;
  }

  /// The same by kind of operation.
  public Map<String, List<long[]>> operations() {
    return operations;
  }

  /// The record that was refused.
  public OptionalLong oom() {
    return oom;
  }

  public OptionalLong nanos() {
    return nanos;
  }

  public String text(String key) {
    return results.get(key);
  }

  /// Null when there is no such result.
  public Long number(String key) {
    String value = results.get(key);
    return value == null ? null : Long.valueOf(value);
  }

  /// Null when there is no such result.
  public Double fraction(String key) {
    String value = results.get(key);
    return value == null ? null : Double.valueOf(value);
  }
}
