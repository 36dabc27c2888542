package org.heaplab.measure;

import java.io.IOException;
import java.util.function.LongFunction;
import org.heaplab.allocators.HandleAdapter;
import org.heaplab.allocators.HandleAllocator;

/// A child that knows allocators made for tests.
public final class TestChild {
  private TestChild() {}

  public static void main(String[] arguments) throws IOException {
    ReplayChild.main(arguments, TestChild::find);
  }

  static LongFunction<HandleAllocator> find(String name) {
    return switch (name) {
      case "bump" -> limit -> new HandleAdapter(new BumpHeap(limit));
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Subject subject(String name) {
    return new Subject.Ours(name, "test", TestChild.class);
  }
}
