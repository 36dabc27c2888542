package org.heaplab.measure;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.heaplab.allocators.Capability;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.HandleAllocator;
import org.heaplab.allocators.verify.CheckedHandleAllocator;

/// The process in which one of our allocators replays one trace: a JVM of its own, so that the
/// compiler sees one allocator only and a crash takes nothing with it. Every command replays on a
/// fresh heap.
public final class ReplayChild {
  /// For so long nothing must be compiled before a warm-up may end. A short replay goes by without
  /// it by chance.
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /// How many times the whole heap is looked at in a verifying replay.
  private static final int VERIFIED_PARTS = 20;

  private final ReplayFile.View trace;
  private final ConfiguredAllocator allocator;
  private final LockMode locks;
  private final long limitBytes;
  private final SlotTable slots;

  private ReplayChild(
      ReplayFile.View trace, ConfiguredAllocator allocator, LockMode locks, long limitBytes) {
    this.trace = trace;
    this.allocator = allocator;
    this.locks = locks;
    this.limitBytes = limitBytes;
    this.slots = new SlotTable(trace);
  }

  /// Arguments: replay file, allocator, lock mode, heap limit in bytes.
  public static void main(String[] arguments) throws IOException {
    main(arguments, Catalogue::find);
  }

  /// @param finder finds an allocator by its specification
  static void main(String[] arguments, Function<String, ConfiguredAllocator> finder)
      throws IOException {
    HugePages.disable();
    goFirst();
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

  /// Where memory runs out, this process is the one to go, not the one that waits for it.
  private static void goFirst() {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
    } catch (IOException e) {
      // Without it, the system chooses by size: most likely this process too.
    }
  }

  /// A heap that throws or runs into an error ends the command, not the child.
  private void answer(String command, Answer answer) {
    String[] words = command.split(" ", 2);
    slots.clear();
    try (HandleAllocator heap =
        allocator.create(words[0].equals("fit") ? Long.parseLong(words[1]) : limitBytes)) {
      switch (words[0]) {
        case "space" -> space(heap, answer);
        case "time" -> time(heap, answer);
        case "latency" -> latency(heap, answer);
        case "pauses" -> pauses(Integer.parseInt(words[1]), answer);
        case "verify" -> verify(heap, answer);
        case "warm" -> warm(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[1])), answer);
        case "fit" -> fit(heap, answer);
        default -> throw new IllegalArgumentException("there is no such command: " + command);
      }
    } catch (OutOfMemoryError e) {
      answer.shortage(e.getMessage());
    } catch (RuntimeException | Error e) {
      answer.error(e.toString());
    }
    answer.end();
  }

  private Client client(HandleAllocator heap) {
    return Client.of(locks, new Client.Setting(trace, heap, slots, true));
  }

  private void space(HandleAllocator heap, Answer answer) {
    boolean counting = allocator.entry().has(Capability.COUNTS);
    new SpacePass(new Client.Setting(trace, heap, slots, true), locks, counting).run(answer);
  }

  private void verify(HandleAllocator heap, Answer answer) {
    var checked = new CheckedHandleAllocator(heap, allocator.entry().capabilities());
    Client client = Client.of(locks, new Client.Setting(trace, checked, slots, false));
    long record = 0;
    for (int part = 1; part <= VERIFIED_PARTS; part++) {
      long end = trace.records() * part / VERIFIED_PARTS;
      record = client.run(record, end);
      checked.verify();
      if (record < end) break;
    }
    if (record < trace.records()) answer.oom(record);
    answer.result(Map.of("verified", record));
  }

  private void time(HandleAllocator heap, Answer answer) {
    Client client = client(heap);
    long start = System.nanoTime();
    long done = client.run(0, trace.records());
    long nanos = System.nanoTime() - start;
    if (done < trace.records()) {
      answer.oom(done);
    } else {
      answer.time(nanos);
    }
  }

  private void pauses(int rounds, Answer answer) {
    var pass = new PausePass();
    for (int round = 0; round < rounds; round++) {
      slots.clear();
      try (HandleAllocator heap = allocator.create(limitBytes)) {
        heap.watch(pass);
        long done = client(heap).run(0, trace.records());
        pass.endRound();
        if (done == trace.records()) continue;
        answer.oom(done);
        break;
      }
    }
    answer.result(pass.results());
  }

  private void fit(HandleAllocator heap, Answer answer) {
    long done = client(heap).run(0, trace.records());
    if (done < trace.records()) answer.oom(done);
  }

  private void latency(HandleAllocator heap, Answer answer) {
    var pass = new LatencyPass();
    long done = pass.run(trace, client(heap));
    if (done < trace.records()) answer.oom(done);
    pass.answer(answer);
  }

  /// Replays until nothing was compiled for a whole replay and a while, or the time is used up; at
  /// least once. The time is CPU time: on a busy machine, compiling takes no fewer replays.
  private void warm(long budgetNanos, Answer answer) {
    CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long now = clock.getCurrentThreadCpuTime();
    long end = now + budgetNanos;
    long quietSince = now;
    long compiled = compiler.getTotalCompilationTime();
    long start;
    do {
      start = System.nanoTime();
      slots.clear();
      try (HandleAllocator heap = allocator.create(limitBytes)) {
        client(heap).run(0, trace.records());
      }
      now = clock.getCurrentThreadCpuTime();
      if (compiler.getTotalCompilationTime() > compiled) quietSince = now;
      compiled = compiler.getTotalCompilationTime();
    } while (now < end && now - quietSince < QUIET_NANOS);
    answer.time(System.nanoTime() - start);
  }
}
