package org.heaplab.allocators.backing;

import java.util.List;

/// What a JVM must be started with for heaps to run in it without warnings.
public final class JvmOptions {
  /// For [SystemCalls], which go through `java.lang.foreign`, and for [Memory].
  public static final List<String> NEEDED =
      List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

  private JvmOptions() {}
}
