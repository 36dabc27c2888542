package org.heaplab.workloads.logs.format;

import java.util.ArrayList;
import java.util.List;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;
import org.heaplab.workloads.logs.text.TornLine;

/// The `.rep` files of the malloc lab (Bryant & O'Hallaron, CS:APP) and of courses based on it:
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
/// Drivers read the files with `fscanf`, so any white space may come between words. Some drivers
/// allow comments that begin with `#`. The order of the header differs between courses, so it is
/// compared with the operations: two of its numbers must be the counts of operations and
/// identifiers. Some courses have no header at all. Some write `f -1` for free(NULL). Some have a
/// line `w id bytes` for writing to a block; it is skipped.
///
/// A trace with fewer operations than its header says is cut.
public final class MalloclabTrace implements LogFormat {
  private static final int HEADER_NUMBERS = 4;
  private static final int LOOKED_AT = 100;

  @Override
  public String name() {
    return "malloc lab trace";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    var words = new ArrayList<String>();
    for (String line : firstLines) {
      if (words.size() > LOOKED_AT) break;
      String text = line.replaceFirst("#.*", "").strip();
      if (!text.isEmpty()) words.addAll(List.of(text.split("\\s+", LOOKED_AT)));
    }
    int at = 0;
    while (at < words.size() && words.get(at).matches("\\d+")) at++;
    boolean known = at > 0 && at < words.size() && lengthOfOperation(words, at) > 0;
    int operations = 0;
    int others = 0;
    while (at < words.size()) {
      int length = lengthOfOperation(words, at);
      if (length > 0) operations++;
      else others++;
      at += Math.max(length, 1);
    }
    return known || operations > others;
  }

  private static int lengthOfOperation(List<String> words, int at) {
    String word = words.get(at);
    int numbers = word.matches("[arw]") ? 2 : word.equals("f") ? 1 : 0;
    if (numbers == 0 || at + numbers >= words.size()) return 0;
    return words.subList(at + 1, at + 1 + numbers).stream().allMatch(text -> text.matches("-?\\d+"))
        ? 1 + numbers
        : 0;
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  /// @param kind a, r, f or w
  /// @param address the identifier plus one, since 0 is NULL
  private record Operation(int kind, long address, long size) {}

  private static final class Reader implements LineReader {
    private static final int NONE = 0;
    private static final long UNKNOWN = -1;
    private static final long MOST_LONGER = 1 << 20;

    private final Calls calls;
    private final List<Long> header = new ArrayList<>();
    private long identifiers;
    private long operations;

    /// An operation whose numbers have not been read yet.
    private int begun = NONE;

    private long begunAddress = UNKNOWN;

    Reader(Calls calls) {
      this.calls = calls;
    }

    @Override
    public boolean read(Lines line) {
      try {
        parse(line).forEach(this::make);
      } catch (TornLine e) {
        begun = NONE;
        throw e;
      }
      return true;
    }

    /// It is complete if the header counts it as the last operation and its last number cannot be
    /// longer. That is so when a blank follows the number, or when it frees a block and no longer
    /// identifier with these first digits is live.
    @Override
    public boolean isWhole(Lines line) {
      int kind = begun;
      long address = begunAddress;
      int numbers = header.size();
      try {
        List<Operation> last = parse(line);
        if (begun != NONE || last.isEmpty() || header.size() > numbers) return false;
        long count = operations + last.size();
        long most = last.stream().mapToLong(Operation::address).reduce(identifiers, Math::max);
        boolean counted = pairs().stream().anyMatch(pair -> pair.isExactly(most, count));
        return counted && (line.endsBlank() || isOnlyFree(last.getLast()));
      } finally {
        begun = kind;
        begunAddress = address;
        header.subList(numbers, header.size()).clear();
      }
    }

    /// Whether a live block has a longer identifier that begins with these digits.
    private boolean isOnlyFree(Operation last) {
      if (last.kind != 'f' || !calls.isLive(last.address)) return false;
      long identifier = last.address - 1;
      long tens = 10;
      while (identifier > 0 && identifier <= (identifiers - 1) / tens) {
        long end = Math.min((identifier + 1) * tens, identifiers);
        if (end - identifier * tens > MOST_LONGER) return false;
        for (long longer = identifier * tens; longer < end; longer++) {
          if (calls.isLive(longer + 1)) return false;
        }
        tens *= 10;
      }
      return true;
    }

    @Override
    public boolean end(Lines lines, boolean cut) {
      if (header.isEmpty()) return cut || begun != NONE;
      if (pairs().stream().anyMatch(pair -> pair.isExactly(identifiers, operations))) return cut;
      if (pairs().stream().anyMatch(pair -> pair.promises(identifiers, operations))) {
        return cut || lines.torn().count() == 0;
      }
      throw new TraceException(
          "the header must give identifiers and operations, of which there are "
              + identifiers
              + " and "
              + operations
              + ", but has "
              + header);
    }

    /// Pairs of neighbours in the header that may be identifiers and operations.
    private List<Pair> pairs() {
      int first = header.size() == HEADER_NUMBERS ? 1 : 0;
      var pairs = new ArrayList<Pair>();
      for (int i = first; i < header.size() - 1 - first; i++) {
        pairs.add(new Pair(header.get(i), header.get(i + 1)));
      }
      return pairs;
    }

    private record Pair(long one, long other) {
      /// The reverse order is rarer, so both numbers must match exactly.
      boolean isExactly(long identifiers, long operations) {
        return (one >= identifiers && other == operations)
            || (one == operations && other == identifiers);
      }

      boolean promises(long identifiers, long operations) {
        return (one >= identifiers && other >= operations)
            || (one >= operations && other >= identifiers);
      }
    }

    private List<Operation> parse(Lines line) {
      var parsed = new ArrayList<Operation>();
      while (!line.isBlank() && line.peek() != '#') {
        if (Character.isLetter(line.peek())) {
          begin(line);
        } else if (begun != NONE) {
          readNumber(line, parsed);
        } else if (operations == 0 && parsed.isEmpty()) {
          header.add(line.decimal());
          if (header.size() > HEADER_NUMBERS) {
            throw new TraceException("the header must have at most " + HEADER_NUMBERS + " numbers");
          }
        } else {
          throw line.error("an operation must be one of a, r, f and w");
        }
        if (!line.skipBlanks() && !line.isBlank() && line.peek() != '#') {
          throw line.error("a blank must come after every word");
        }
      }
      return parsed;
    }

    private void begin(Lines line) {
      TornLine before = begun == NONE ? null : line.error("an operation must have its numbers");
      begun = line.peek();
      begunAddress = UNKNOWN;
      if (!line.skip("a") && !line.skip("r") && !line.skip("f") && !line.skip("w")) {
        begun = NONE;
        throw line.error("an operation must be one of a, r, f and w");
      }
      if (before != null) line.tear(before);
    }

    private void readNumber(Lines line, List<Operation> parsed) {
      if (begunAddress != UNKNOWN) {
        long size = line.decimal();
        line.requireSize(size, begunAddress);
        parsed.add(new Operation(begun, begunAddress, size));
        begun = NONE;
      } else if (begun == 'f') {
        parsed.add(new Operation(begun, line.skip("-1") ? 0 : identifier(line) + 1, 0));
        begun = NONE;
      } else {
        begunAddress = identifier(line) + 1;
      }
    }

    private static long identifier(Lines line) {
      long identifier = line.decimal();
      if (identifier < 0 || identifier == Long.MAX_VALUE) {
        throw line.error("an identifier must be less than 2^63 - 1");
      }
      return identifier;
    }

    private void make(Operation operation) {
      identifiers = Math.max(identifiers, operation.address);
      operations++;
      switch (operation.kind) {
        case 'a' -> calls.malloc(operation.size, operation.address);
        case 'r' -> realloc(operation.address, operation.size);
        case 'f' -> calls.free(operation.address);
        default -> {}
      }
    }

    /// Does what the lab's driver does: an identifier without a block means NULL.
    private void realloc(long address, long size) {
      if (size == 0) {
        calls.free(address);
      } else if (calls.isLive(address)) {
        calls.realloc(address, size, address);
      } else {
        calls.malloc(size, address);
      }
    }
  }
}
