package org.heaplab.allocators.backing;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The few calls of Linux that a [Backing] and its [PageViews] stand on (mmap(2), madvise(2),
/// process_madvise(2), mremap(2), mincore(2), munmap(2)).
final class SystemCalls {
  private static final int PROT_READ_WRITE = 0x1 | 0x2;
  private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x02 | 0x20 | 0x4000;
  private static final int MAP_SHARED_ANONYMOUS_NORESERVE_FIXED = 0x01 | 0x20 | 0x4000 | 0x10;
  private static final int MADV_DONTNEED = 4;
  private static final int MADV_REMOVE = 9;
  private static final int MADV_NOHUGEPAGE = 15;
  private static final int MADV_POPULATE_WRITE = 23;
  private static final int MREMAP_MAYMOVE_FIXED = 1 | 2;
  private static final int MREMAP_MAYMOVE_FIXED_DONTUNMAP = 1 | 2 | 4;
  private static final long MAP_FAILED = -1;

  /// Numbers of system calls, the same on all architectures that a JDK is made for.
  private static final long PIDFD_OPEN = 434;

  private static final long PROCESS_MADVISE = 440;

  private static final MethodHandle MMAP = call("mmap", ValueLayout.JAVA_LONG, "LLIIIL");
  private static final MethodHandle MUNMAP = call("munmap", ValueLayout.JAVA_INT, "LL");
  private static final MethodHandle MADVISE = call("madvise", ValueLayout.JAVA_INT, "LLI");
  private static final MethodHandle MREMAP =
      call("mremap", ValueLayout.JAVA_LONG, "LLLIL", Linker.Option.firstVariadicArg(4));
  private static final MethodHandle SYSCALL =
      call("syscall", ValueLayout.JAVA_LONG, "LLLLLL", Linker.Option.firstVariadicArg(1));
  private static final MethodHandle MINCORE = call("mincore", ValueLayout.JAVA_INT, "LLL");

  /// A descriptor of this process, negative where the system has none.
  private static final long SELF = openSelf();

  private static volatile boolean discardsMany = SELF >= 0;

  private SystemCalls() {}

  private static long openSelf() {
    try {
      return (long) SYSCALL.invokeExact(PIDFD_OPEN, ProcessHandle.current().pid(), 0L, 0L, 0L, 0L);
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  private static MethodHandle call(
      String name, ValueLayout result, String parameters, Linker.Option... options) {
    ValueLayout[] layouts =
        parameters
            .chars()
            .mapToObj(type -> type == 'L' ? ValueLayout.JAVA_LONG : ValueLayout.JAVA_INT)
            .toArray(ValueLayout[]::new);
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, layouts), options);
  }

  /// Reserves addresses without committing memory, huge pages off.
  static long reserve(long bytes) {
    try {
      long address =
          (long)
              MMAP.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS_NORESERVE, -1, 0L);
      if (address == MAP_FAILED) {
        throw new OutOfMemoryError(
            "the system refuses to reserve " + bytes + " bytes of addresses");
      }
      int unsupported = (int) MADVISE.invokeExact(address, bytes, MADV_NOHUGEPAGE);
      assert unsupported <= 0;
      return address;
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Makes pages resident as if each had been written to.
  ///
  /// @return false where the system does not know how (Linux before 5.14) or gave up half way
  static boolean populate(long address, long bytes) {
    try {
      return (int) MADVISE.invokeExact(address, bytes, MADV_POPULATE_WRITE) == 0;
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  static void discard(long address, long bytes) {
    try {
      check("madvise", (int) MADVISE.invokeExact(address, bytes, MADV_DONTNEED));
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Discards as many runs of pages as the system can in one call (Linux 6.13 and later), from the
  /// first on.
  ///
  /// @param runs address of pairs of address and length
  /// @return how many bytes it discarded
  static long discardAll(long runs, int count) {
    if (!discardsMany) return 0;
    try {
      long bytes =
          (long)
              SYSCALL.invokeExact(
                  PROCESS_MADVISE, SELF, runs, (long) count, (long) MADV_DONTNEED, 0L);
      if (bytes < 0) discardsMany = false;
      return Math.max(0, bytes);
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Moves pages with what is in them to other addresses of the same reservation. The source stays
  /// reserved, without memory.
  ///
  /// @return false where the system does not know how (Linux before 5.7) or has too many mappings
  static boolean remap(long source, long target, long bytes) {
    try {
      return (long) MREMAP.invokeExact(source, bytes, bytes, MREMAP_MAYMOVE_FIXED_DONTUNMAP, target)
          == target;
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Makes part of a reservation memory whose pages may appear at other addresses too. It has none
  /// yet.
  static void share(long address, long bytes) {
    try {
      long mapped =
          (long)
              MMAP.invokeExact(
                  address, bytes, PROT_READ_WRITE, MAP_SHARED_ANONYMOUS_NORESERVE_FIXED, -1, 0L);
      if (mapped != address) {
        throw new OutOfMemoryError("the system refuses to share " + bytes + " bytes of addresses");
      }
      int unsupported = (int) MADVISE.invokeExact(address, bytes, MADV_NOHUGEPAGE);
      assert unsupported <= 0;
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Gives back shared pages, wherever they appear.
  static void remove(long address, long bytes) {
    try {
      check("madvise", (int) MADVISE.invokeExact(address, bytes, MADV_REMOVE));
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Lets shared pages appear at further addresses, instead of what appears there: mremap(2) makes
  /// another mapping when the old size is 0.
  ///
  /// @return false where the system does not know how or has too many mappings, and then the
  ///   addresses may have nothing behind them
  static boolean show(long pages, long address, long bytes) {
    try {
      return (long) MREMAP.invokeExact(pages, 0L, bytes, MREMAP_MAYMOVE_FIXED, address) == address;
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  static void unmap(long address, long bytes) {
    try {
      check("munmap", (int) MUNMAP.invokeExact(address, bytes));
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  /// Resident bytes of a range of whole pages.
  static long resident(long address, long bytes) {
    long stepPages = Math.min(bytes >>> Backing.LOG_PAGE_BYTES, 1 << 20);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment states = arena.allocate(stepPages);
      long resident = 0;
      for (long at = 0; at < bytes; at += stepPages << Backing.LOG_PAGE_BYTES) {
        long length = Math.min(bytes - at, stepPages << Backing.LOG_PAGE_BYTES);
        check("mincore", (int) MINCORE.invokeExact(address + at, length, states.address()));
        for (long page = 0; page < length >>> Backing.LOG_PAGE_BYTES; page++) {
          if ((states.get(ValueLayout.JAVA_BYTE, page) & 1) != 0) resident += Backing.PAGE_BYTES;
        }
      }
      return resident;
    } catch (Throwable t) {
      throw Memory.rethrow(t);
    }
  }

  private static void check(String call, int result) {
    if (result != 0) throw new IllegalStateException(call + " failed");
  }
}
