package org.heaplab.workloads.logs;

import java.util.List;

/// The allocation log of the Opera desktop browser of 2008 (GitHub `ohscar/rmalloc`,
/// allocation-logging/logs):
///
/// ```text
/// MEM: 0x0804d1e7 malloc(55) => 0x095a9200        the address of the call, the call, its result
/// MEM: 0x0903b36c realloc(0x095dab80,8) => 0x095dad20
/// MEM: 0x08df6c31 free(0x0aebe540)
/// ```
///
/// The browser writes its other messages into the same stream; they are passed over.
final class OperaLog implements LogFormat {
  private static final String CALL = "MEM: ";

  @Override
  public String name() {
    return "Opera allocation log";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.stream().anyMatch(line -> line.startsWith(CALL + "0x"));
  }

  @Override
  public void read(Lines lines, AddressSpace addresses) {
    while (lines.next()) {
      if (lines.skip(CALL)) {
        readCall(lines, addresses);
      } else if (lines.contains("MEM:") || lines.contains(" => 0x")) {
        throw lines.error("a call must begin with '" + CALL + "'");
      }
    }
  }

  private static void readCall(Lines lines, AddressSpace addresses) {
    lines.address();
    lines.expect(" ");
    if (lines.skip("malloc(")) {
      long size = lines.decimal();
      addresses.malloc(size, result(lines));
    } else if (lines.skip("free(")) {
      long address = lines.address();
      lines.expect(")");
      addresses.free(address);
    } else if (lines.skip("realloc(")) {
      long address = lines.address();
      lines.expect(",");
      lines.skipBlanks();
      long size = lines.decimal();
      addresses.realloc(address, size, result(lines));
    } else {
      throw lines.error("a call must be malloc, realloc or free");
    }
    lines.expectEnd();
  }

  private static long result(Lines lines) {
    lines.expect(") => ");
    return lines.address();
  }
}
