package org.heaplab.workloads.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.heaplab.workloads.OtherDisk;

/// The frames of a trace that is not yet complete, on the disk. Their files have no names, so
/// nothing is left of them when this process ends, however it ends.
///
/// At the end, all frames are copied into the trace. So a disk is full for them as soon as it has
/// no more room than this copy needs. The next frames then go to another disk.
final class PendingFrames implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  /// For the header of the trace, and for what file systems need of their own.
  private static final int SPARE_BYTES = 1 << 16;

  private final Deque<Path> folders = new ArrayDeque<>();
  private final List<FileChannel> files = new ArrayList<>();
  private FileStore disk;
  private long bytes;

  /// @param first the folder to begin in
  /// @throws IOException when there is no folder in which a file can be made
  PendingFrames(Path first) throws IOException {
    folders.add(first);
    folders.addAll(OtherDisk.folders());
    moveOn(new IOException("no folder for temporary files"));
  }

  /// Takes a frame, whole or not at all.
  ///
  /// @throws IOException why it has no room where the last one had, when no other disk has any
  void add(Bytes frame) throws IOException {
    while (true) {
      FileChannel file = files.getLast();
      long end = file.size();
      try {
        requireRoom(frame.length());
        write(ByteBuffer.wrap(frame.array(), 0, frame.length()), file);
        bytes += frame.length();
        return;
      } catch (IOException e) {
        file.truncate(end);
        moveOn(e);
      }
    }
  }

  private void requireRoom(int length) throws IOException {
    long needed = bytes + 2L * length + SPARE_BYTES;
    if (disk.getUsableSpace() < needed) throw new IOException("No space left on device");
  }

  /// Begins a file in the next folder.
  private void moveOn(IOException why) throws IOException {
    while (!folders.isEmpty()) {
      Path folder = folders.remove();
      try {
        disk = Files.getFileStore(folder);
        files.add(unnamed(folder));
        return;
      } catch (IOException e) {
        why.addSuppressed(e);
      }
    }
    throw why;
  }

  private static FileChannel unnamed(Path folder) throws IOException {
    return FileChannel.open(
        Files.createTempFile(folder, ".heaplab-", ".frames"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private static void write(ByteBuffer bytes, FileChannel file) throws IOException {
    while (bytes.hasRemaining()) file.write(bytes);
  }

  /// Takes some bytes of an array, from its start on.
  @FunctionalInterface
  interface Taker {
    void take(byte[] bytes, int count) throws IOException;
  }

  /// Gives all frames, one after the other, in pieces.
  void forEach(Taker taker) throws IOException {
    var some = ByteBuffer.allocate(BUFFER_BYTES);
    for (FileChannel file : files) {
      for (long at = 0; file.read(some.clear(), at) > 0; at += some.position()) {
        taker.take(some.array(), some.position());
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (FileChannel file : files) file.close();
  }
}
