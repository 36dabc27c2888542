package org.heaplab.workloads.logs.format;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.symbols.CodeFiles;
import org.heaplab.workloads.symbols.CodeMap;
import org.heaplab.workloads.symbols.CodeNames;

/// The call sites of a heaptrack log. Its stacks are a tree, numbered in the order of their lines
/// from 1 on, and its modules say which file each address is from:
///
/// ```text
/// x 7 ./prog                           the executable; since version 3 with the text's length
/// m 1 x 55db564a7000 0 1a20            a module, x is the executable: base, then pieces: address in the file, bytes
/// t 55db564a8134 0                     a stack: return address, and its caller's stack or 0
/// ```
///
/// A stack that begins with `operator new` has the name of the function that called it.
final class HeaptrackSites implements CodeMap {
  private static final int MOST_STACKS = 1 << 22;
  private static final int FIRST_WITH_LENGTHS = 3;
  private static final String EXECUTABLE = "x";

  private final TreeMap<Long, Piece> pieces = new TreeMap<>();
  private long[] addresses = new long[64];
  private int[] callers = new int[64];
  private int stacks;
  private long version;
  private String executable = "";

  /// A piece of a module.
  ///
  /// @param base the address at which the file's own address 0 is
  private record Piece(long end, long base, String module) {}

  void setVersion(long number) {
    version = number;
  }

  void setExecutable(String text) {
    executable = (hasLengths() ? text.substring(text.indexOf(' ') + 1) : text).strip();
  }

  /// Lines that are not as they should be are left out.
  void addModule(String text) {
    try {
      int space = text.indexOf(' ');
      int start = hasLengths() ? space + 1 : 0;
      int end = hasLengths() ? start + Integer.parseInt(text.substring(0, space), 16) : space;
      String[] numbers = text.substring(end).strip().split(" +", -1);
      long base = Long.parseUnsignedLong(numbers[0], 16);
      for (int i = 1; i + 1 < numbers.length; i += 2) {
        long from = base + Long.parseUnsignedLong(numbers[i], 16);
        long to = from + Long.parseUnsignedLong(numbers[i + 1], 16);
        pieces.put(from, new Piece(to, base, text.substring(start, end)));
      }
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      // Addresses of this module have no names.
    }
  }

  /// Whether the length of a text stands before it.
  private boolean hasLengths() {
    return version >= FIRST_WITH_LENGTHS;
  }

  void addStack(long address, long caller) {
    if (stacks == MOST_STACKS) return;
    if (stacks == addresses.length) {
      addresses = Arrays.copyOf(addresses, 2 * stacks);
      callers = Arrays.copyOf(callers, 2 * stacks);
    }
    addresses[stacks] = address;
    callers[stacks] = has(caller) ? (int) caller : 0;
    stacks++;
  }

  /// Whether there is a stack with this number so far.
  boolean has(long number) {
    return number > 0 && number <= stacks;
  }

  /// Names all stacks.
  void name(Calls calls) {
    var distinct = new HashSet<Long>();
    for (int i = 0; i < stacks; i++) distinct.add(addresses[i]);
    Map<Long, String> names = new CodeNames(this, new CodeFiles()).of(distinct);
    for (int number = 1; number <= stacks; number++) calls.nameSite(number, name(number, names));
  }

  private String name(int number, Map<Long, String> names) {
    String name = names.get(addresses[number - 1]);
    int caller = callers[number - 1];
    boolean isOperator = name.startsWith("operator new") || name.startsWith("_Zn");
    return isOperator && caller > 0 ? name(caller, names) : name;
  }

  @Override
  public Optional<Place> find(long address) {
    Map.Entry<Long, Piece> entry = pieces.floorEntry(address);
    if (entry == null || address >= entry.getValue().end()) return Optional.empty();
    Piece piece = entry.getValue();
    boolean isExecutable = piece.module().equals(EXECUTABLE) && !executable.isEmpty();
    return Optional.of(
        new Place(isExecutable ? executable : piece.module(), address - piece.base()));
  }
}
