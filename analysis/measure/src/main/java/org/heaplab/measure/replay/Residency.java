package org.heaplab.measure.replay;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Comparator;
import java.util.List;
import org.heaplab.allocators.backing.Backing;

/// The system's own word on which pages are in memory: mincore(2).
public final class Residency {
  private static final long STEP_PAGES = 1 << 20;

  private Residency() {}

  /// A range of addresses, the second one excluded.
  public record Range(long start, long end) {}

  /// Bytes of the resident pages that the ranges touch, each page counted once.
  public static long residentBytes(List<Range> ranges) {
    MethodHandle mincore = mincore();
    long pages = 0;
    long done = 0;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment states = arena.allocate(STEP_PAGES);
      for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::start)).toList()) {
        long start = Math.max(done, range.start() & -Backing.PAGE_BYTES);
        done = Math.max(start, (range.end() + Backing.PAGE_BYTES - 1) & -Backing.PAGE_BYTES);
        for (long at = start; at < done; at += STEP_PAGES << Backing.LOG_PAGE_BYTES) {
          long bytes = Math.min(done - at, STEP_PAGES << Backing.LOG_PAGE_BYTES);
          if ((int) mincore.invokeExact(at, bytes, states) != 0) {
            throw new IllegalStateException(
                "mincore refuses the walked area at 0x" + Long.toHexString(at));
          }
          for (long page = 0; page < bytes >>> Backing.LOG_PAGE_BYTES; page++) {
            pages += states.get(ValueLayout.JAVA_BYTE, page) & 1;
          }
        }
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return pages << Backing.LOG_PAGE_BYTES;
  }

  private static MethodHandle mincore() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("mincore"),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS));
  }
}
