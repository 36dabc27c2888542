package org.heaplab.workloads;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The places in a program that request memory: for each operation of a trace the number of its
/// place, 0 where there is none, and the names of the places. The operations themselves do not have
/// the numbers, so a replay does not read them.
///
/// While a trace is built, places have any numbers. At the end those with the same name become one,
/// and they are numbered from 1 on by how often they are used. So the numbers are small, and the
/// same places always get the same numbers. Of too many, those that are used least become unknown.
final class CallSites implements AutoCloseable {
  /// Characters of a name; what is longer is cut.
  static final int LONGEST_NAME = 1000;

  private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT;
  private static final int FIRST_CAPACITY = 1 << 12;

  /// By number; null where there is no name.
  private final List<String> names = new ArrayList<>();

  private Arena arena;
  private MemorySegment numbers = MemorySegment.NULL;

  CallSites() {
    names.add(null);
  }

  /// How many places there are, numbered from 1 to this.
  int count() {
    return names.size() - 1;
  }

  String name(int number) {
    return names.get(number);
  }

  int of(long operation) {
    return operation < capacity() ? numbers.getAtIndex(NUMBER, operation) : 0;
  }

  void name(int number, String name) {
    String shown = name.replaceAll("\\p{Cntrl}", " ").strip();
    if (shown.isEmpty()) return;
    while (names.size() <= number) names.add(null);
    names.set(number, shown.substring(0, Math.min(shown.length(), LONGEST_NAME)));
  }

  /// Nothing is stored before there is a place.
  void set(long operation, int number) {
    if (number == 0 && operation >= capacity()) return;
    reserve(operation + 1);
    numbers.setAtIndex(NUMBER, operation, number);
  }

  /// The operation has moved.
  void move(long from, long to) {
    set(to, of(from));
  }

  /// Gives places their final numbers.
  ///
  /// @param operations how many there are
  void finish(long operations) {
    if (arena == null) {
      names.subList(1, names.size()).clear();
      return;
    }
    reserve(operations);
    int[] merged = merged();
    var uses = new long[names.size()];
    for (long i = 0; i < operations; i++) uses[known(of(i), merged)]++;
    List<Integer> order = new ArrayList<>();
    for (int number = 1; number < names.size(); number++) {
      if (uses[number] > 0) order.add(number);
    }
    order.sort(Comparator.comparingLong((Integer number) -> -uses[number]));
    renumber(operations, merged, order.subList(0, Math.min(order.size(), TraceBuilder.MOST_SITES)));
    numbers = numbers.asSlice(0, operations * NUMBER.byteSize());
  }

  /// For each number the least one with the same name; 0 for one without a name.
  private int[] merged() {
    Map<String, Integer> first = new HashMap<>();
    var merged = new int[names.size()];
    for (int number = 1; number < merged.length; number++) {
      String name = names.get(number);
      if (name == null) continue;
      Integer before = first.putIfAbsent(name, number);
      merged[number] = before == null ? number : before;
    }
    return merged;
  }

  private static int known(int number, int[] merged) {
    return number < merged.length ? merged[number] : 0;
  }

  private void renumber(long operations, int[] merged, List<Integer> order) {
    var renumbered = new int[names.size()];
    List<String> kept = new ArrayList<>();
    kept.add(null);
    for (int number : order) {
      renumbered[number] = kept.size();
      kept.add(names.get(number));
    }
    for (long i = 0; i < operations; i++) {
      numbers.setAtIndex(NUMBER, i, renumbered[known(of(i), merged)]);
    }
    names.clear();
    names.addAll(kept);
  }

  private long capacity() {
    return numbers.byteSize() / NUMBER.byteSize();
  }

  private void reserve(long operations) {
    if (operations <= capacity()) return;
    long capacity = Math.max(FIRST_CAPACITY, Math.max(operations, 2 * capacity()));
    Arena larger = Arena.ofShared();
    MemorySegment copy = larger.allocate(NUMBER, capacity);
    MemorySegment.copy(numbers, 0, copy, 0, numbers.byteSize());
    close();
    arena = larger;
    numbers = copy;
  }

  /// Frees the memory of the numbers.
  @Override
  public void close() {
    if (arena != null) arena.close();
  }
}
