package org.heaplab.allocators;

import java.util.List;

/// A parameter of an allocator, given after its name as in `first-fit:order=lifo`.
///
/// @param name what stands before the equals sign
/// @param usual the value when none is given
/// @param others further values: all there are for a choice, some worth testing for a number
/// @param closed whether only `usual` and `others` are allowed
public record Option(String name, String usual, List<String> others, boolean closed) {
  public Option {
    others = List.copyOf(others);
  }

  /// One of a few words.
  public static Option choice(String name, String usual, String... others) {
    return new Option(name, usual, List.of(others), true);
  }

  /// A value that the allocator itself reads, with other values that the tests should try.
  public static Option value(String name, Object usual, Object... worthTesting) {
    List<String> others = List.of(worthTesting).stream().map(Object::toString).toList();
    return new Option(name, usual.toString(), others, false);
  }

  boolean allows(String value) {
    return !closed || value.equals(usual) || others.contains(value);
  }
}
