package org.heaplab.measure.machine;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/// Transparent huge pages make a footprint depend on the moment at which the system happened to
/// find two free megabytes: a process that is measured does without (prctl(2)).
public final class HugePages {
  private static final int PR_SET_THP_DISABLE = 41;

  private HugePages() {}

  /// Turns them off for this process.
  public static void disable() {
    Linker linker = Linker.nativeLinker();
    var prctl =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("prctl"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    try {
      int failed = (int) prctl.invokeExact(PR_SET_THP_DISABLE, 1L, 0L, 0L, 0L);
      if (failed != 0) throw new IllegalStateException("prctl must disable huge pages: " + failed);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
