package org.heaplab.measure;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.machine.HugePages;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.ReplayMeasurement;
import org.heaplab.measure.session.ReplayMeasurement.ChildCommand;

/// The process in which one of our allocators replays one trace: a JVM of its own, so that the
/// compiler sees one allocator only and a crash takes nothing with it. Every command replays on a
/// fresh heap.
public final class ReplayChild {
  private final HeapReplay replay;
  private final Map<String, ChildCommand> commands = new HashMap<>();

  private ReplayChild(HeapReplay replay, List<ReplayMeasurement> measurements) {
    this.replay = replay;
    for (ReplayMeasurement measurement : measurements) commands.putAll(measurement.commands());
    commands.put(WarmUp.COMMAND, (replayed, argument, reply) -> WarmUp.run(replayed, argument));
  }

  /// Arguments: replay file, allocator, lock mode, heap limit in bytes.
  public static void main(String[] arguments) throws IOException {
    main(arguments, Catalogue::find, Measurements.OF_REPLAYS);
  }

  /// @param finder finds an allocator by its specification
  /// @param measurements whose commands it knows
  public static void main(
      String[] arguments,
      Function<String, ConfiguredAllocator> finder,
      List<ReplayMeasurement> measurements)
      throws IOException {
    HugePages.disable();
    beFirstToGo();
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
            false,
            StandardCharsets.UTF_8);
    var replay =
        new HeapReplay(
            ReplayFile.View.map(Path.of(arguments[0])),
            finder.apply(arguments[1]),
            LockMode.parse(arguments[2]),
            Long.parseLong(arguments[3]));
    var child = new ReplayChild(replay, measurements);
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var reply = new ReplyWriter(out);
    for (String command; (command = input.readLine()) != null && !command.equals("quit"); ) {
      child.obey(command, reply);
    }
  }

  /// Where memory runs out, the system ends this process, not the one that waits for it.
  private static void beFirstToGo() {
    try {
      Files.writeString(Path.of("/proc/self/oom_score_adj"), "1000");
    } catch (IOException e) {
      // Without it, the system chooses by size: most likely this process too.
    }
  }

  /// A heap that throws or runs into an error ends the command, not the child.
  private void obey(String command, ReplyWriter reply) {
    String[] words = command.split(" ", 2);
    ChildCommand known = commands.get(words[0]);
    try {
      if (known == null) {
        throw new IllegalArgumentException("a command must be known: " + command);
      }
      known.run(replay, words.length < 2 ? "" : words[1], reply);
    } catch (OutOfMemoryError e) {
      reply.shortage(e.getMessage());
    } catch (RuntimeException | Error e) {
      reply.error(e.toString());
    }
    reply.end();
  }
}
