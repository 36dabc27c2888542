package org.heaplab.workloads.record;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Leaves the terminal's signals to the recorded program while it runs, as a shell does: Ctrl-C
/// ends the program, and its trace is then written; Ctrl-Z stops it, and the collector then stops
/// us. A SIGTERM or SIGHUP that we get ourselves is passed on as SIGTERM, with the same outcome.
final class Foreground implements AutoCloseable {
  private final Posix posix;
  private final Map<Integer, MemorySegment> ignored = new LinkedHashMap<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread passOn;

  /// @param collector the process that passes a SIGTERM on; started before, for a program inherits
  ///   what is ignored
  Foreground(Posix posix, int collector) {
    this.posix = posix;
    for (int signal : new int[] {Posix.SIGINT, Posix.SIGQUIT, Posix.SIGTSTP}) {
      ignored.put(signal, posix.ignore(signal));
    }
    passOn =
        new Thread(
            () -> {
              posix.kill(collector, Posix.SIGTERM);
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
      // The machine is going down, and the hook is what waited for us.
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
