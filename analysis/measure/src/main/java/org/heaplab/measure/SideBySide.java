package org.heaplab.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.session.Room;

/// Replays whose time does not count, several at once.
public final class SideBySide {
  /// At most so many, or they thrash.
  public static final int WORKERS = Math.min(2, Runtime.getRuntime().availableProcessors());

  private SideBySide() {}

  /// What is done with each.
  @FunctionalInterface
  public interface Action<T> {
    void on(T item) throws IOException;
  }

  /// Does something with all of them: as many at once as the machine has room for, with the blocks
  /// of the trace that the plan is of.
  ///
  /// @throws IOException the first that any of them throws, when all have ended
  public static <T> void run(List<T> items, Room room, SamplingPlan plan, Action<T> action)
      throws IOException {
    int atOnce = room.holds(plan, WORKERS) ? WORKERS : 1;
    try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
      var running = new ArrayList<Future<?>>();
      for (T item : items) {
        running.add(
            workers.submit(
                () -> {
                  action.on(item);
                  return null;
                }));
      }
      for (Future<?> one : running) one.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failed) throw failed;
      if (e.getCause() instanceof UncheckedIOException failed) throw failed.getCause();
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
