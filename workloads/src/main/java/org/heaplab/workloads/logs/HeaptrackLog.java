package org.heaplab.workloads.logs;

import java.util.List;
import java.util.regex.Pattern;

/// What `heaptrack --raw` writes, all numbers hexadecimal:
///
/// ```text
/// v 10500 3           version of heaptrack and of the format
/// + 18 4f 1c3b460     malloc: bytes, where it was called, result
/// - 1c3b460           free
/// ```
///
/// A realloc is a free and a malloc here. Lines of other kinds are passed over: where the calls
/// came from, the time, the modules. What heaptrack writes without `--raw` has no addresses and
/// cannot be read.
final class HeaptrackLog implements LogFormat {
  private static final Pattern VERSION = Pattern.compile("v [0-9a-f]+( [0-9a-f]+)?");

  @Override
  public String name() {
    return "heaptrack --raw";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return !firstLines.isEmpty() && VERSION.matcher(firstLines.getFirst()).matches();
  }

  @Override
  public void read(Lines lines, AddressSpace addresses) {
    while (lines.next()) {
      if (lines.skip("+ ")) {
        long size = lines.hexadecimal();
        lines.expect(" ");
        lines.hexadecimal();
        lines.expect(" ");
        long result = lines.hexadecimal();
        lines.expectEnd();
        addresses.malloc(size, result);
      } else if (lines.skip("- ")) {
        long address = lines.hexadecimal();
        lines.expectEnd();
        addresses.free(address);
      } else if (!lines.isBlank() && !Character.isLetter(lines.peek()) && lines.peek() != '#') {
        throw lines.error("a line must begin with +, - or a letter");
      }
    }
  }
}
