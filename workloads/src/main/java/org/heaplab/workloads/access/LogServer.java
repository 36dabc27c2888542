package org.heaplab.workloads.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Takes the logs of all programs of a recording. Each has its own connection to a port of this
/// machine, so they are not mixed, and nothing of them touches the disk.
final class LogServer implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 128;
  private static final int LOOK_MILLIS = 50;

  private final ServerSocket server;
  private final Path folder;
  private final Consumer<String> say;
  private final List<RunningLog> logs = new CopyOnWriteArrayList<>();
  private final Thread acceptor;
  private volatile boolean ending;
  private volatile String failure = "";

  /// @param folder for temporary files
  /// @param say takes a line when a log cannot be taken any more
  LogServer(Path folder, Consumer<String> say) throws IOException {
    this.folder = folder;
    this.say = say;
    server = new ServerSocket(0, BACKLOG, InetAddress.getByAddress(LOOPBACK));
    server.setSoTimeout(LOOK_MILLIS);
    acceptor = Thread.ofPlatform().daemon().name("accept").start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (true) {
      try {
        take(server.accept());
      } catch (SocketTimeoutException e) {
        if (ending) return;
      } catch (IOException e) {
        failure = e.getMessage();
        return;
      }
    }
  }

  private void take(Socket connection) throws IOException {
    try {
      logs.add(new RunningLog(connection, folder, say));
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  /// The logs that were taken so far.
  List<RunningLog> soFar() {
    return List.copyOf(logs);
  }

  /// The logs in the order in which their programs began, after the last program has connected.
  ///
  /// @throws IOException when one of them could not be taken
  List<RunningLog> logs() throws IOException, InterruptedException {
    ending = true;
    acceptor.join();
    if (!failure.isEmpty()) throw new IOException("cannot take a log: " + failure);
    return List.copyOf(logs);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (RunningLog log : logs) log.close();
  }
}
