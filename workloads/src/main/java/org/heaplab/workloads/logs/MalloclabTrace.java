package org.heaplab.workloads.logs;

import java.util.ArrayList;
import java.util.List;

/// The `.rep` files of the malloc lab (Bryant & O'Hallaron, CS:APP) and of the courses that grew
/// from it:
///
/// ```text
/// 20000        suggested heap size, or the weight
/// 3            identifiers
/// 8            operations
/// 1            the weight, or the suggested heap size
/// a 0 512      allocate: identifier, bytes
/// r 0 640      reallocate
/// f 0          free
/// ```
///
/// Courses order the header differently, so it is checked against what follows: two of its numbers
/// must be the operations and the identifiers. Some write `f -1` for free(NULL); some have a line
/// `w id bytes` for writing to a block, which is passed over.
final class MalloclabTrace implements LogFormat {
  private static final int HEADER_NUMBERS = 4;

  @Override
  public String name() {
    return "malloc lab trace";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    List<String> lines =
        firstLines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return !lines.isEmpty()
        && lines.getFirst().matches("\\d+( +\\d+)*")
        && lines.stream()
            .dropWhile(line -> line.matches("[\\d ]+"))
            .limit(1)
            .allMatch(line -> line.matches("[arfw] .*"));
  }

  @Override
  public void read(Lines lines, AddressSpace addresses) {
    var header = new ArrayList<Long>();
    long identifiers = 0;
    long operations = 0;
    while (lines.next()) {
      if (lines.isBlank()) continue;
      if (operations == 0 && Character.isDigit(lines.peek())) {
        while (!lines.isBlank()) header.add(lines.decimal());
        if (header.size() > HEADER_NUMBERS) {
          throw lines.error("the header must have at most " + HEADER_NUMBERS + " numbers");
        }
      } else {
        identifiers = Math.max(identifiers, readCall(lines, addresses));
        operations++;
      }
    }
    check(header, identifiers, operations, lines);
  }

  /// @return the identifier as the address that stands for it: one more, since 0 is NULL
  private static long readCall(Lines lines, AddressSpace addresses) {
    if (lines.skip("a ")) {
      long address = address(lines);
      long size = size(lines);
      addresses.malloc(size, address);
      return address;
    } else if (lines.skip("r ")) {
      long address = address(lines);
      long size = size(lines);
      realloc(address, size, addresses);
      return address;
    } else if (lines.skip("f ")) {
      long address = address(lines);
      lines.expectEnd();
      addresses.free(address);
      return address;
    } else if (lines.skip("w ")) {
      long address = address(lines);
      size(lines);
      return address;
    }
    throw lines.error("an operation must be one of a, r, f and w");
  }

  /// As the lab's driver does it: an identifier that has no block stands for NULL.
  private static void realloc(long address, long size, AddressSpace addresses) {
    if (size == 0) {
      addresses.free(address);
    } else if (addresses.isLive(address)) {
      addresses.realloc(address, size, address);
    } else {
      addresses.malloc(size, address);
    }
  }

  private static long address(Lines lines) {
    lines.skipBlanks();
    if (lines.skip("-1")) return 0;
    long identifier = lines.decimal();
    if (identifier == Long.MAX_VALUE) throw lines.error("an identifier must be less than 2^63 - 1");
    return identifier + 1;
  }

  private static long size(Lines lines) {
    lines.expect(" ");
    lines.skipBlanks();
    long size = lines.decimal();
    lines.expectEnd();
    return size;
  }

  private static void check(List<Long> header, long identifiers, long operations, Lines lines) {
    int first = header.size() == HEADER_NUMBERS ? 1 : 0;
    for (int i = first; i < header.size() - 1 - first; i++) {
      long one = header.get(i);
      long other = header.get(i + 1);
      if (one >= identifiers && other == operations) return;
      // The other way round is rarer, so it must fit exactly: a cut trace must not pass for one.
      if (one == operations && other == identifiers) return;
    }
    throw lines.error(
        "the header must give identifiers and operations, of which there are "
            + identifiers
            + " and "
            + operations
            + ", but has "
            + header);
  }
}
