package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files as a process may leave them when it ends at any moment.
class RawFileTest {
  @TempDir private Path folder;

  private final ByteBuffer file =
      ByteBuffer.allocate(8 * RawWindow.BYTES).order(ByteOrder.nativeOrder());
  private int windows;

  /// A malloc of 16 bytes, so many stamps after the one before.
  private static long malloc(int since) {
    return 16L << 19 | (long) since << 3 | RawFile.MALLOC;
  }

  private static long[] mallocs(int... since) {
    return Arrays.stream(since).mapToLong(RawFileTest::malloc).toArray();
  }

  /// A window at the next place.
  ///
  /// @param copyOf the place of the window that it was copied from, or its own
  private void window(int copyOf, int stream, long before, long stamp, long... words) {
    int at = ++windows * RawWindow.BYTES;
    file.put(at, "window 2".getBytes(StandardCharsets.US_ASCII));
    file.putInt(at + 8, stream).putInt(at + 12, stream).putLong(at + 16, copyOf);
    file.putLong(at + 24, before).putLong(at + 32, stamp).putLong(at + 40, windows);
    file.putInt(at + 48, RawWindow.HEAD_BYTES + words.length * Long.BYTES);
    for (int i = 0; i < words.length; i++) {
      file.putLong(at + RawWindow.HEAD_BYTES + i * Long.BYTES, words[i]);
    }
  }

  private record Seen(List<Integer> threads, List<Long> times, long lost) {}

  private Seen visit(RawFile.Part part) throws IOException {
    file.put(0, "heaplab2".getBytes(StandardCharsets.US_ASCII));
    Path path = folder.resolve("raw");
    Files.write(path, Arrays.copyOf(file.array(), (windows + 1) * RawWindow.BYTES));
    var seen = new Seen(new ArrayList<>(), new ArrayList<>(), 0);
    long lost =
        RawFile.open(path)
            .visit(
                part,
                new RawFile.Visitor() {
                  @Override
                  public void call(int kind, int thread, long address, long size, int log) {
                    assertEquals(RawFile.MALLOC, kind);
                    assertEquals(16, size);
                    seen.threads().add(thread);
                  }

                  @Override
                  public void time(long nanos) {
                    seen.times().add(nanos);
                  }
                });
    return new Seen(seen.threads(), seen.times(), lost);
  }

  @Test
  void mergesStreamsByStamp() throws IOException {
    window(1, 0, 0, 100, mallocs(1, 5, 5));
    window(2, 1, 0, 100, mallocs(2, 1, 20));
    assertEquals(List.of(0, 1, 1, 0, 0, 1), visit(RawFile.Part.ALL).threads());
  }

  @Test
  void readsAWindowInUseAfterItsCopies() throws IOException {
    window(1, 0, 3, 200, mallocs(1));
    window(2, 1, 0, 100, mallocs(150));
    window(1, 0, 0, 100, mallocs(1, 1, 1));
    Seen seen = visit(RawFile.Part.ALL);
    assertEquals(List.of(0, 0, 0, 0, 1), seen.threads());
    assertEquals(0, seen.lost());
  }

  @Test
  void ignoresACopyThatWasBeingWritten() throws IOException {
    window(1, 0, 0, 100, mallocs(1, 1, 1));
    window(1, 0, 0, 100, malloc(1), 0, 0);
    Seen seen = visit(RawFile.Part.ALL);
    assertEquals(List.of(0, 0, 0), seen.threads());
    assertEquals(0, seen.lost());
  }

  @Test
  void readsTheCopyWhereTheWindowWasJustEmptied() throws IOException {
    window(1, 0, 0, 100);
    window(1, 0, 0, 100, mallocs(1, 1));
    assertEquals(List.of(0, 0), visit(RawFile.Part.ALL).threads());
  }

  @Test
  void skipsAPlaceWhereNoWindowWasMade() throws IOException {
    window(1, 0, 0, 100, mallocs(1));
    windows++;
    window(3, 1, 0, 200, mallocs(1));
    assertEquals(List.of(0, 1), visit(RawFile.Part.ALL).threads());
  }

  @Test
  void countsWhatIsMissing() throws IOException {
    window(1, 0, 7, 200, mallocs(1));
    window(1, 0, 0, 100, mallocs(1, 1));
    Seen seen = visit(RawFile.Part.ALL);
    assertEquals(List.of(0, 0, 0), seen.threads());
    assertEquals(5, seen.lost());
  }

  @Test
  void givesAForkedChildTheForkingThreadsWordsAndTheOthersUpToAStamp() throws IOException {
    window(1, 0, 0, 100, mallocs(1, 1, 1, 1));
    window(2, 1, 0, 100, mallocs(2, 2, 2));
    assertEquals(List.of(0, 0, 1, 0, 1), visit(new RawFile.Part(104, 0, 3)).threads());
  }

  @Test
  void neverTurnsTheTimeBack() throws IOException {
    window(1, 0, 0, 300, mallocs(1));
    window(2, 1, 0, 100, mallocs(1));
    assertEquals(List.of(2L), visit(RawFile.Part.ALL).times());
  }
}
