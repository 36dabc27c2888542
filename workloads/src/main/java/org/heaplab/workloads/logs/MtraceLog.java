package org.heaplab.workloads.logs;

import java.util.List;

/// What glibc writes to the file named by MALLOC_TRACE after mtrace() (glibc,
/// malloc/mtrace-impl.c):
///
/// ```text
/// = Start
/// @ ./prog:[0x4005d4] + 0x1c3b460 0x18         malloc: result, bytes
/// @ ./prog:(main+0x1d)[0x4005e1] < 0x1c3b460   realloc: the old block, then in a line of its own
/// @ ./prog:(main+0x1d)[0x4005e1] > 0x1c3b480 0x20   the result and the bytes
/// @ ./prog:[0x4005f0] ! 0x1c3b480 0x7fffffff   realloc that failed: the block, which stays, and the bytes
/// @ ./prog:[0x4005f0] - 0x1c3b480              free
/// = End
/// ```
///
/// Where a call came from may be missing; sizes are hexadecimal, in old versions decimal.
final class MtraceLog implements LogFormat {
  @Override
  public String name() {
    return "glibc mtrace";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(
            line -> line.startsWith("= Start") || line.matches("@ .*] [-+<>!] (0x|\\(nil\\)).*"))
        .isPresent();
  }

  @Override
  public void read(Lines lines, AddressSpace addresses) {
    while (lines.next()) {
      if (!lines.isBlank() && !lines.skip("= ")) readCall(lines, addresses);
    }
  }

  private static void readCall(Lines lines, AddressSpace addresses) {
    passCaller(lines);
    if (lines.skip("+ ")) {
      long result = lines.address();
      long size = size(lines);
      lines.expectEnd();
      addresses.malloc(size, result);
    } else if (lines.skip("- ")) {
      long address = lines.address();
      lines.expectEnd();
      addresses.free(address);
    } else if (lines.skip("< ")) {
      readRealloc(lines, addresses);
    } else if (lines.skip("! ")) {
      lines.address();
      size(lines);
      lines.expectEnd();
      addresses.fail();
    } else {
      throw lines.error("a call must be one of + - < !");
    }
  }

  private static void readRealloc(Lines lines, AddressSpace addresses) {
    long address = lines.address();
    lines.expectEnd();
    if (!lines.next()) throw lines.error("a '<' must be followed by a line with '>'");
    passCaller(lines);
    if (!lines.skip("> ")) throw lines.error("a '<' must be followed by a line with '>'");
    long result = lines.address();
    long size = size(lines);
    lines.expectEnd();
    addresses.realloc(address, size, result);
  }

  private static void passCaller(Lines lines) {
    if (lines.skip("@ ") && !lines.skipToLast("] "))
      throw lines.error("a caller must end with '] '");
  }

  private static long size(Lines lines) {
    lines.expect(" ");
    return lines.skip("0x") ? lines.hexadecimal() : lines.decimal();
  }
}
