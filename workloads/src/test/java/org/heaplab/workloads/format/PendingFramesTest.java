package org.heaplab.workloads.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PendingFramesTest {
  @TempDir private Path folder;

  private static Bytes frame(int... values) {
    var frame = new Bytes();
    for (int value : values) frame.put((byte) value);
    return frame;
  }

  private static byte[] all(PendingFrames frames) throws Exception {
    var all = new ByteArrayOutputStream();
    frames.forEach((bytes, count) -> all.write(bytes, 0, count));
    return all.toByteArray();
  }

  @Test
  void givesFramesBackInOrder() throws Exception {
    try (var frames = new PendingFrames(folder)) {
      frames.add(frame(1, 2));
      frames.add(frame(3));
      assertArrayEquals(new byte[] {1, 2, 3}, all(frames));
      assertArrayEquals(new byte[] {1, 2, 3}, all(frames));
    }
  }

  @Test
  void goesOnElsewhereWhenTheFolderIsGone() throws Exception {
    Path lost = Files.createDirectory(folder.resolve("lost"));
    try (var frames = new PendingFrames(lost)) {
      frames.add(frame(1));
      Files.delete(lost);
      frames.add(frame(2));
      assertArrayEquals(new byte[] {1, 2}, all(frames));
    }
    try (var frames = new PendingFrames(lost)) {
      frames.add(frame(3));
      assertArrayEquals(new byte[] {3}, all(frames));
    }
  }

  @Test
  void hasNoFilesThatCouldBeLeftBehind() throws Exception {
    try (var frames = new PendingFrames(folder);
        Stream<Path> files = Files.list(folder)) {
      frames.add(frame(1));
      assertEquals(0, files.count());
    }
  }
}
