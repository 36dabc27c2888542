package org.heaplab.workloads.logs;

import java.util.List;
import java.util.regex.Pattern;

/// What Android's memory_replay reads (AOSP, system/extras/memory_replay):
///
/// ```text
/// 202: malloc 0xb4827400 1024              thread: call, result, what was asked for
/// 202: calloc 0xb4872020 17 8              members, bytes of each
/// 485: memalign 0xae42d080 16 104          alignment, bytes
/// 202: realloc 0xb4840a60 0xb48390a0 80    result, old block, bytes
/// 202: free 0xb4827400
/// 486: thread_done 0x0
/// ```
///
/// Later versions add the times of begin and end in nanoseconds to each line; they are passed over.
final class MemoryReplayLog implements LogFormat {
  private static final Pattern LINE =
      Pattern.compile("\\d+: (malloc|calloc|memalign|realloc|free|thread_done) 0x.*");

  @Override
  public String name() {
    return "Android memory_replay";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.stream()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(this::isCall)
        .isPresent();
  }

  private boolean isCall(String line) {
    return LINE.matcher(line).matches();
  }

  @Override
  public void read(Lines lines, AddressSpace addresses) {
    while (lines.next()) {
      if (!lines.isBlank()) readCall(lines, addresses);
    }
  }

  private static void readCall(Lines lines, AddressSpace addresses) {
    addresses.thread(lines.decimal());
    lines.expect(": ");
    if (lines.skip("malloc ")) {
      long result = lines.address();
      long size = next(lines);
      expectEnd(lines);
      addresses.malloc(size, result);
    } else if (lines.skip("free ")) {
      long address = lines.address();
      expectEnd(lines);
      addresses.free(address);
    } else if (lines.skip("calloc ")) {
      long result = lines.address();
      long members = next(lines);
      long bytes = next(lines);
      expectEnd(lines);
      if (Math.multiplyHigh(members, bytes) != 0 || members * bytes < 0) {
        throw lines.error("members times bytes must fit 63 bits");
      }
      addresses.malloc(members * bytes, result);
    } else if (lines.skip("realloc ")) {
      long result = lines.address();
      lines.skipBlanks();
      long address = lines.address();
      long size = next(lines);
      expectEnd(lines);
      addresses.realloc(address, size, result);
    } else if (lines.skip("memalign ")) {
      long result = lines.address();
      long alignment = next(lines);
      long size = next(lines);
      expectEnd(lines);
      addresses.malloc(
          size, Long.SIZE - Long.numberOfLeadingZeros(Math.max(alignment, 1) - 1), result);
    } else if (lines.skip("thread_done ")) {
      lines.address();
      expectEnd(lines);
    } else {
      throw lines.error("a call must be malloc, calloc, memalign, realloc, free or thread_done");
    }
  }

  private static long next(Lines lines) {
    lines.expect(" ");
    lines.skipBlanks();
    return lines.decimal();
  }

  private static void expectEnd(Lines lines) {
    if (!lines.isBlank()) lines.decimal();
    if (!lines.isBlank()) lines.decimal();
    lines.expectEnd();
  }
}
