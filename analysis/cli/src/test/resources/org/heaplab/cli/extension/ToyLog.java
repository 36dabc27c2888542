package org.heaplab.workloads.logs.format;

import java.util.List;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.LogFormat;

/// `toy + ADDRESS SIZE`.
final class ToyLog implements LogFormat {
  @Override
  public String name() {
    return "toy log";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.getFirst().startsWith("toy ");
  }

  @Override
  public LineReader reader(Calls calls) {
    return line -> {
      line.expect("toy + ");
      long address = line.address();
      line.expectBlanks();
      calls.malloc(line.decimal(), address);
      line.expectEnd();
      return true;
    };
  }
}
