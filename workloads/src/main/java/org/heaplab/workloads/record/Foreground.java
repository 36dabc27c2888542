package org.heaplab.workloads.record;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Leaves the terminal's signals to the recorded program while it runs, as a shell does: Ctrl-C
/// ends the program, and its trace is then written. A SIGTERM or SIGHUP that the recorder gets
/// itself is passed on as SIGTERM, with the same outcome.
final class Foreground implements AutoCloseable {
  private static final int SIGINT = 2;
  private static final int SIGQUIT = 3;
  private static final long IGNORE = 1;

  /// No struct sigaction is larger; its first word is the handler.
  private static final int SIGACTION_BYTES = 256;

  private record Ignored(int signal, MemorySegment before) {}

  private final Arena arena = Arena.ofConfined();
  private final MethodHandle sigaction;
  private final List<Ignored> ignored = new ArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private Thread passOn;

  Foreground() {
    Linker linker = Linker.nativeLinker();
    var layout =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
    sigaction =
        linker.downcallHandle(linker.defaultLookup().find("sigaction").orElseThrow(), layout);
  }

  /// Starts the program. Only then are the signals ignored, for a program inherits what is ignored.
  Process start(ProcessBuilder builder) throws IOException {
    Process program = builder.start();
    ignored.add(ignore(SIGINT));
    ignored.add(ignore(SIGQUIT));
    passOn =
        new Thread(
            () -> {
              program.destroy();
              awaitDone();
            });
    Runtime.getRuntime().addShutdownHook(passOn);
    return program;
  }

  /// Waits for a program to end and returns its exit status.
  static int await(Process program) throws InterruptedException {
    try {
      return program.waitFor();
    } catch (InterruptedException e) {
      program.destroy();
      throw e;
    }
  }

  @Override
  public void close() {
    for (Ignored each : ignored) call(each.signal, each.before, MemorySegment.NULL);
    arena.close();
    done.countDown();
    if (passOn == null) return;
    try {
      Runtime.getRuntime().removeShutdownHook(passOn);
    } catch (IllegalStateException e) {
      // The machine is going down, and the hook is what waited for us.
    }
  }

  private Ignored ignore(int signal) {
    MemorySegment ignore = arena.allocate(SIGACTION_BYTES, Long.BYTES);
    MemorySegment before = arena.allocate(SIGACTION_BYTES, Long.BYTES);
    ignore.set(ValueLayout.JAVA_LONG, 0, IGNORE);
    call(signal, ignore, before);
    return new Ignored(signal, before);
  }

  private void call(int signal, MemorySegment action, MemorySegment before) {
    try {
      int error = (int) sigaction.invokeExact(signal, action, before);
      if (error != 0) throw new IllegalStateException("sigaction must succeed: signal " + signal);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a downcall throws nothing of its own", e);
    }
  }

  private void awaitDone() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
