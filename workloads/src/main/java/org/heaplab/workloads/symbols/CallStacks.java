package org.heaplab.workloads.symbols;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.TraceBuilder;

/// The stacks of the calls that request memory, each with a number from 1 on. Stacks that begin
/// with the same callers share them: a number stands for a return address and the number of its
/// caller's stack.
public final class CallStacks {
  private static final String CALLED_BY = " ← ";

  private final Map<Frame, Integer> numbers = new HashMap<>();
  private final List<Frame> frames = new ArrayList<>();

  /// @param caller the number of the caller's stack; 0 where it was not recorded
  private record Frame(long address, int caller) {}

  /// The number of a stack.
  ///
  /// @param addresses return addresses, the innermost first
  /// @param depth how many of them there are; at least 1
  public int number(long[] addresses, int depth) {
    int stack = 0;
    for (int i = depth - 1; i >= 0; i--) stack = number(new Frame(addresses[i], stack));
    return stack;
  }

  private int number(Frame frame) {
    Integer known = numbers.get(frame);
    if (known != null) return known;
    frames.add(frame);
    numbers.put(frame, frames.size());
    return frames.size();
  }

  /// Tells a builder the names of all stacks that it has as call sites.
  public void name(TraceBuilder trace, CodeNames names) {
    var addresses = new HashSet<Long>();
    for (Frame frame : frames) addresses.add(frame.address());
    Map<Long, String> named = names.of(addresses);
    for (int number = 1; number <= frames.size(); number++) {
      trace.nameSite(number, name(number, named));
    }
  }

  private String name(int number, Map<Long, String> named) {
    Frame frame = frames.get(number - 1);
    var name = new StringBuilder(named.get(frame.address()));
    for (int caller = frame.caller(); caller > 0; caller = frame.caller()) {
      frame = frames.get(caller - 1);
      name.append(CALLED_BY).append(named.get(frame.address()));
    }
    return name.toString();
  }
}
