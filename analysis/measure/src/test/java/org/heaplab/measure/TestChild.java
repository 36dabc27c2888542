package org.heaplab.measure;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.Family;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.results.manifest.ComparedAllocator;

/// A child that knows allocators made for tests, and the others.
public final class TestChild {
  private TestChild() {}

  public static void main(String[] arguments) throws IOException {
    ReplayChild.main(arguments, TestChild::find, Measurements.OF_REPLAYS);
  }

  public static ConfiguredAllocator find(String name) {
    LongFunction<org.heaplab.allocators.Allocator> heaps =
        switch (name) {
          case "bump" -> BumpHeap::new;
          case "overlap" -> OverlappingHeap::new;
          case "forgetful" -> ForgetfulHeap::new;
          case "leaking" -> LeakingHeap::new;
          case "tiring" -> TiringHeap::new;
          case "crash" -> CrashingHeap::new;
          case "exit" -> ExitingHeap::new;
          case "killed" -> KilledHeap::new;
          case "starved" -> StarvedHeap::new;
          case "hang" -> HangingHeap::new;
          default -> null;
        };
    if (heaps == null) return Catalogue.find(name);
    return Entry.ofPointers(name, Family.BASELINE, "", heaps)
        .can(Capability.COUNTS, Capability.LIMITS)
        .standard();
  }

  public static MeasuredAllocator subject(String name) {
    return new MeasuredAllocator.Ours(
        name, "test", ComparedAllocator.Role.COMPETES, false, "8", TestChild.class);
  }

  /// Hands out a block twice.
  private static final class OverlappingHeap extends BumpHeap {
    private long last;
    private int calls;

    OverlappingHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public long malloc(long size) {
      if (++calls % 1000 == 0 && usableSize(last) >= size) return last;
      last = super.malloc(size);
      return last;
    }
  }

  /// Does not copy what it moves.
  private static final class ForgetfulHeap extends BumpHeap {
    ForgetfulHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public long realloc(long address, long size) {
      free(address);
      return malloc(size);
    }
  }

  /// Says that it holds less than it does.
  private static final class LeakingHeap extends BumpHeap {
    LeakingHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public long footprintBytes() {
      return super.footprintBytes() / 2;
    }
  }

  /// Shows more than it holds from its third walk on.
  private static final class TiringHeap extends BumpHeap {
    private int walks;

    TiringHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public void walk(HeapVisitor visitor) {
      super.walk(visitor);
      if (++walks <= 2) return;
      visitor.area("more", baseAddress() - 8, 8);
      visitor.metadata(baseAddress() - 8, 8, 8);
    }
  }

  /// Writes where nobody may.
  private static final class CrashingHeap extends BumpHeap {
    CrashingHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public void free(long address) {
      org.heaplab.allocators.backing.Memory.putByte(8, (byte) 0);
    }
  }

  /// Ends the process in the middle of a replay.
  private static final class ExitingHeap extends BumpHeap {
    ExitingHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public void free(long address) {
      Runtime.getRuntime().halt(3);
    }
  }

  /// Has its process killed in the middle of a replay.
  private static final class KilledHeap extends BumpHeap {
    KilledHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public void free(long address) {
      try {
        new ProcessBuilder("kill", "-9", "" + ProcessHandle.current().pid()).start().waitFor();
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /// Gets no memory from the system.
  private static final class StarvedHeap extends BumpHeap {
    StarvedHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public void free(long address) {
      throw new OutOfMemoryError("nothing is left");
    }
  }

  /// Never comes back.
  private static final class HangingHeap extends BumpHeap {
    HangingHeap(long limitBytes) {
      super(limitBytes);
    }

    @Override
    public void free(long address) {
      while (true) LockSupport.park(this);
    }
  }
}
