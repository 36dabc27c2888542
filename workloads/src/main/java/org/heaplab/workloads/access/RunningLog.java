package org.heaplab.workloads.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.TraceStream;

/// One program under Valgrind: its log, which a thread of its own reads from a connection while the
/// program runs, and the trace that comes out.
final class RunningLog implements AutoCloseable {
  private final Socket connection;
  private final TraceStream trace;
  private final AccessLog log;
  private final OpsMapper mapper;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Thread reader;
  private volatile String failure = "";
  private volatile boolean isCut;

  /// @param folder of the trace's temporary file
  RunningLog(Socket connection, Path folder) throws IOException {
    this.connection = connection;
    trace = new TraceStream(folder);
    mapper = new OpsMapper(trace);
    log = new AccessLog(mapper);
    reader = Thread.ofPlatform().daemon().name("accesses").start(this::read);
  }

  /// When reading fails, the connection is closed, so that the program goes on without it.
  private void read() {
    try (connection;
        InputStream in = connection.getInputStream()) {
      log.read(in);
    } catch (IOException | UncheckedIOException | TraceException e) {
      if (!isCut) failure = e.getMessage();
    }
    mapper.finish();
  }

  AccessLog log() {
    return log;
  }

  TraceStream trace() {
    return trace;
  }

  /// When the program began.
  Instant started() {
    return started;
  }

  /// Why the log was not read to its end; empty when it was.
  String failure() {
    return failure;
  }

  /// Waits until the log is read to its end.
  ///
  /// @return false when the time was over before
  boolean await(long millis) throws InterruptedException {
    reader.join(millis);
    return !reader.isAlive();
  }

  /// Ends the log where it is; the program goes on without it.
  void cut() throws IOException, InterruptedException {
    isCut = true;
    connection.close();
    reader.join();
  }

  /// The name of the program for messages and file names.
  String name() {
    String called = log.command().isEmpty() ? log.program() : log.command().getFirst();
    String name = called.substring(called.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "_");
    return name.isBlank() ? "program" : name;
  }

  @Override
  public void close() throws IOException {
    try {
      cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      trace.close();
    }
  }
}
