package org.heaplab.measure.protocol;

import java.io.PrintStream;
import java.util.Map;

/// What a child says to one command, line by line; see the package page for the grammar.
public final class ReplyWriter {
  private final PrintStream out;

  public ReplyWriter(PrintStream out) {
    this.out = out;
  }

  public void sample(long record, long footprintBytes) {
    out.println("sample " + record + " " + footprintBytes);
  }

  public void result(Map<String, ?> values) {
    values.forEach((key, value) -> out.println("result " + key + "=" + value));
  }

  public void oom(long record) {
    out.println("oom " + record);
  }

  public void time(long nanos) {
    out.println("time " + nanos);
  }

  public void latency(long nanos, long count) {
    out.println("latency " + nanos + " " + count);
  }

  public void operation(String kind, long nanos, long count) {
    out.println("operation " + kind + " " + nanos + " " + count);
  }

  public void error(String text) {
    out.println("error " + text.replaceAll("\\s+", " "));
  }

  public void shortage(String text) {
    out.println("shortage " + text.replaceAll("\\s+", " "));
  }

  public void end() {
    out.println("end");
    out.flush();
  }
}
