package org.heaplab.measure.locality;

import java.util.Arrays;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;

/// What a trace says of each of its blocks, by birth: how large it becomes, how often and when it
/// is used, and which block is mostly used right after it.
///
/// The last is the candidate of a majority vote over the blocks that follow it (Boyer & Moore,
/// 1981): the block that does so in more than half of all cases, if there is one, and otherwise
/// some block that often does.
final class UsedBlocksOfTrace {
  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 1 << 10;

  private long[] bytes = new long[FIRST_CAPACITY];
  private long[] uses = new long[FIRST_CAPACITY];
  private long[] firstUse = new long[FIRST_CAPACITY];
  private int[] next = new int[FIRST_CAPACITY];
  private int[] votes = new int[FIRST_CAPACITY];
  private int count;

  UsedBlocksOfTrace(Trace trace) {
    var births = new int[trace.slots()];
    int before = NONE;
    for (long i = 0; i < trace.count(); i++) {
      int slot = Operation.slot(trace.operations(), i);
      long size = Operation.size(trace.operations(), i);
      switch (Operation.kind(trace.operations(), i)) {
        case Operation.MALLOC -> births[slot] = add(size);
        case Operation.REALLOC -> bytes[births[slot]] = Math.max(bytes[births[slot]], size);
        case Operation.ACCESS -> {
          use(births[slot], before, i);
          before = births[slot];
        }
        default -> {}
      }
    }
  }

  private int add(long size) {
    if (count == bytes.length) {
      bytes = Arrays.copyOf(bytes, count * 2);
      uses = Arrays.copyOf(uses, count * 2);
      firstUse = Arrays.copyOf(firstUse, count * 2);
      next = Arrays.copyOf(next, count * 2);
      votes = Arrays.copyOf(votes, count * 2);
    }
    bytes[count] = size;
    firstUse[count] = Long.MAX_VALUE;
    next[count] = NONE;
    return count++;
  }

  private void use(int birth, int before, long index) {
    uses[birth]++;
    firstUse[birth] = Math.min(firstUse[birth], index);
    if (before == NONE || before == birth) return;
    if (votes[before] == 0) next[before] = birth;
    votes[before] += next[before] == birth ? 1 : -1;
  }

  /// How many blocks there are.
  int count() {
    return count;
  }

  /// The most bytes that were requested for it.
  long bytes(int birth) {
    return bytes[birth];
  }

  /// How many accesses it has.
  long uses(int birth) {
    return uses[birth];
  }

  /// The index of its first access; the largest number when it has none.
  long firstUse(int birth) {
    return firstUse[birth];
  }

  /// The block that is mostly used right after it; -1 when none is.
  int next(int birth) {
    return next[birth];
  }
}
