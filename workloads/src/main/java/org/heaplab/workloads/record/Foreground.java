package org.heaplab.workloads.record;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Leaves the terminal's signals to the recorded program while it runs, as a shell does. Ctrl-C
/// ends the program, and its trace is then written. Ctrl-Z stops the program, and the process that
/// started it then stops this one. A SIGTERM or SIGHUP to this process is passed on to the program
/// as SIGTERM, and its trace is written too.
public final class Foreground implements AutoCloseable {
  private final Posix posix;
  private final Map<Integer, MemorySegment> ignored = new LinkedHashMap<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread passOn;

  /// @param process the program, or the process that passes a SIGTERM on to it. It must be started
  ///   before this, because a child inherits the ignored signals
  /// @param left the signals that are left to the program
  public Foreground(Posix posix, int process, int... left) {
    this.posix = posix;
    for (int signal : left) ignored.put(signal, posix.ignore(signal));
    passOn =
        new Thread(
            () -> {
              posix.kill(process, Posix.SIGTERM);
              awaitDone();
            });
    Runtime.getRuntime().addShutdownHook(passOn);
  }

  @Override
  public void close() {
    ignored.forEach(posix::restore);
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(passOn);
    } catch (IllegalStateException e) {
      // The Java machine is already ending, and the shutdown hook waited for this call.
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
