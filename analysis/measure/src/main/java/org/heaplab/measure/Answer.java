package org.heaplab.measure;

import java.io.PrintStream;
import java.util.Map;

/// What a child says to one command, line by line; see the package page for the grammar.
final class Answer {
  private final PrintStream out;

  Answer(PrintStream out) {
    this.out = out;
  }

  void sample(long record, long footprintBytes) {
    out.println("sample " + record + " " + footprintBytes);
  }

  void result(Map<String, ?> values) {
    values.forEach((key, value) -> out.println("result " + key + "=" + value));
  }

  void oom(long record) {
    out.println("oom " + record);
  }

  void time(long nanos) {
    out.println("time " + nanos);
  }

  void latency(long nanos, long count) {
    out.println("latency " + nanos + " " + count);
  }

  void error(String text) {
    out.println("error " + text.replaceAll("\\s+", " "));
  }

  void shortage(String text) {
    out.println("shortage " + text.replaceAll("\\s+", " "));
  }

  void end() {
    out.println("end");
    out.flush();
  }
}
