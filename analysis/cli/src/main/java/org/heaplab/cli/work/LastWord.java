package org.heaplab.cli.work;

import java.util.concurrent.CountDownLatch;

/// Lets a command that a signal ends say what became of its work: until this is closed, the Java
/// machine waits. It is for commands that end soon after the signal.
public final class LastWord implements AutoCloseable {
  private final CountDownLatch said = new CountDownLatch(1);
  private final Thread wait = new Thread(this::await);

  public LastWord() {
    Runtime.getRuntime().addShutdownHook(wait);
  }

  private void await() {
    try {
      said.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    said.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(wait);
    } catch (IllegalStateException e) {
      // The Java machine is already ending, and the shutdown hook waited for this call.
    }
  }
}
