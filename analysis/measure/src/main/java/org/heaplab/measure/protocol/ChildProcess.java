package org.heaplab.measure.protocol;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.measure.machine.OutOfMemoryKills;

/// The parent's end of a child process that replays: sends one command at a time and reads the
/// answer. That a child dies, or does not answer in time, is told as an error in the [Reply].
public final class ChildProcess implements AutoCloseable {
  private static final int ERROR_LINES = 8;
  private static final int ERROR_TEXT_LIMIT = 300;

  /// The status of a process that signal 9 has ended, and what the C replay says when it did so to
  /// the process of a pass.
  private static final int KILLED = 128 + 9;

  private static final String PASS_KILLED = "killed by signal 9";

  /// Those that end with this process when it is told to end: a child that replays does not read
  /// that nobody will ask it again. Locked while a child starts, so that none starts unseen.
  private static final Set<Process> RUNNING = new HashSet<>();

  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(ChildProcess::endAll));
  }

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final Duration patience;
  private boolean dead;

  /// @param patience how long one command may take
  public ChildProcess(ProcessBuilder builder, Duration patience) throws IOException {
    this.process = start(builder.redirectErrorStream(false));
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.patience = patience;
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    synchronized (RUNNING) {
      if (ending) throw new IOException("no process starts while this one ends");
      Process process = builder.start();
      RUNNING.add(process);
      return process;
    }
  }

  private static void endAll() {
    synchronized (RUNNING) {
      ending = true;
      RUNNING.forEach(Process::destroyForcibly);
    }
  }

  public Reply ask(String command) {
    var reply = new Reply();
    OptionalLong killsBefore = OutOfMemoryKills.count();
    if (dead) return reply.fail("the process has ended");
    CompletableFuture<Boolean> watchdog = new CompletableFuture<>();
    watchdog.completeOnTimeout(true, patience.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Boolean> killing =
        watchdog.thenApply(
            late -> {
              if (late) process.destroyForcibly();
              return late;
            });
    try {
      commands.write(command + "\n");
      commands.flush();
      for (String line; (line = answers.readLine()) != null; ) {
        if (line.equals("end")) return reply;
        if (line.equals("error " + PASS_KILLED)) reply.unfinished(killed(command, killsBefore));
        else reply.read(line);
      }
    } catch (IOException e) {
      reply.fail(e.getMessage());
    } finally {
      watchdog.complete(false);
      killing.join();
    }
    dead = true;
    if (killing.join()) {
      return reply.unfinished(
          "no answer to '%s' within %d s".formatted(command, patience.toSeconds()));
    }
    return status() == KILLED
        ? reply.unfinished(killed(command, killsBefore))
        : reply.fail(lastWords(command, reply));
  }

  /// No allocator sends signal 9, so somebody else did.
  private static String killed(String command, OptionalLong killsBefore) {
    return killsBefore.isPresent() && !OutOfMemoryKills.count().equals(killsBefore)
        ? "the system ran out of memory during '" + command + "' and ended the process"
        : "somebody ended the process (signal 9) during '"
            + command
            + "', as happens when memory runs out";
  }

  private int status() {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  private String lastWords(String command, Reply reply) {
    try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
      String text =
          Stream.concat(reply.lastWords().stream(), errors.lines())
              .filter(line -> !line.isBlank())
              .limit(ERROR_LINES)
              .collect(Collectors.joining(" "));
      if (text.length() > ERROR_TEXT_LIMIT) text = text.substring(0, ERROR_TEXT_LIMIT) + "…";
      String end = "the process ended with status " + status() + " during '" + command + "'";
      return text.isEmpty() ? end + " and said nothing" : end + ": " + text;
    } catch (IOException | UncheckedIOException e) {
      return "the process ended during '" + command + "': " + e.getMessage();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    synchronized (RUNNING) {
      RUNNING.remove(process);
    }
    try {
      process.waitFor();
      answers.close();
      process.errorReader().close();
      commands.close();
    } catch (IOException | InterruptedException e) {
      if (e instanceof InterruptedException) Thread.currentThread().interrupt();
    }
  }
}
