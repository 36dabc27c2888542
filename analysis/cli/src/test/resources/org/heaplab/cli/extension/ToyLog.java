package org.heaplab.workloads.logs;

import java.util.List;

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
