package org.heaplab.measure;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.heaplab.allocators.Catalogue;
import org.heaplab.allocators.HandleAllocator;

/// The process in which one of our allocators replays one trace: a JVM of its own, so that the
/// compiler sees one allocator only and a crash takes nothing with it. Every command replays on a
/// fresh heap.
public final class ReplayChild {
  private final ReplayFile.View trace;
  private final LongFunction<HandleAllocator> heaps;
  private final LockMode locks;
  private final long limitBytes;
  private final SlotTable slots;

  private ReplayChild(
      ReplayFile.View trace, LongFunction<HandleAllocator> heaps, LockMode locks, long limitBytes) {
    this.trace = trace;
    this.heaps = heaps;
    this.locks = locks;
    this.limitBytes = limitBytes;
    this.slots = new SlotTable(trace.slots());
  }

  /// Arguments: replay file, allocator, lock mode, heap limit in bytes.
  public static void main(String[] arguments) throws IOException {
    main(arguments, specification -> Catalogue.find(specification)::create);
  }

  /// @param finder makes heaps of a limit from an allocator's specification
  static void main(String[] arguments, Function<String, LongFunction<HandleAllocator>> finder)
      throws IOException {
    HugePages.disable();
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8);
    var child =
        new ReplayChild(
            ReplayFile.View.map(Path.of(arguments[0])),
            finder.apply(arguments[1]),
            LockMode.parse(arguments[2]),
            Long.parseLong(arguments[3]));
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var answer = new Answer(out);
    for (String command; (command = commands.readLine()) != null && !command.equals("quit"); ) {
      child.answer(command, answer);
    }
  }

  /// A heap that throws or runs into an error ends the command, not the child.
  private void answer(String command, Answer answer) {
    slots.clear();
    try (HandleAllocator heap = heaps.apply(limitBytes)) {
      switch (command) {
        case "space" -> new SpacePass(trace, heap, slots, locks).run(answer);
        case "time" -> time(heap, answer);
        case "latency" -> latency(heap, answer);
        default -> {
          if (!command.startsWith("warm ")) throw new IllegalArgumentException(command);
          warm(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(command.substring(5))));
        }
      }
    } catch (RuntimeException | Error e) {
      answer.error(e.toString());
    }
    answer.end();
  }

  private void time(HandleAllocator heap, Answer answer) {
    Client client = Client.of(locks, heap, slots);
    long start = System.nanoTime();
    long done = client.run(trace.operations(), 0, trace.records());
    long nanos = System.nanoTime() - start;
    if (done < trace.records()) {
      answer.oom(done);
    } else {
      answer.time(nanos);
    }
  }

  private void latency(HandleAllocator heap, Answer answer) {
    var pass = new LatencyPass();
    long done = pass.run(trace, Client.of(locks, heap, slots));
    if (done < trace.records()) answer.oom(done);
    pass.answer(answer);
  }

  /// Replays until the time is used up, at least once, so that the passes that count run compiled.
  private void warm(long budgetNanos) {
    long start = System.nanoTime();
    do {
      slots.clear();
      try (HandleAllocator heap = heaps.apply(limitBytes)) {
        Client.of(locks, heap, slots).run(trace.operations(), 0, trace.records());
      }
    } while (System.nanoTime() - start < budgetNanos);
  }
}
