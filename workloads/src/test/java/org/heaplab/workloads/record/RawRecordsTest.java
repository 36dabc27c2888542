package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of a collector that ended at any moment.
class RawRecordsTest {
  @TempDir private Path folder;

  private final ByteBuffer file =
      ByteBuffer.allocate(8 * RawWindow.BYTES).order(ByteOrder.nativeOrder());
  private final List<Path> files = new ArrayList<>();
  private int windows;
  private int end;

  /// A malloc of 16 bytes, this many stamps after the one before.
  private static long malloc(int since) {
    return 16L << 19 | (long) since << 3 | RawRecords.MALLOC;
  }

  private static long[] mallocs(int... since) {
    return Arrays.stream(since).mapToLong(RawRecordsTest::malloc).toArray();
  }

  private void window(int stream, long before, long stamp, long... words) {
    windows++;
    file.put("window 3".getBytes(StandardCharsets.US_ASCII)).putInt(stream).putInt(stream);
    file.putLong(before).putLong(stamp).putLong(windows);
    file.putInt(RawWindow.HEAD_BYTES + words.length * Long.BYTES).put(new byte[20]);
    for (long word : words) file.putLong(word);
    end = file.position();
    file.position((int) (Math.ceilDiv(end, RawWindow.PAGE_BYTES) * RawWindow.PAGE_BYTES));
  }

  /// All that follows is in another file.
  ///
  /// @param cut how many bytes of the last window are missing
  private void endFile(int cut) throws IOException {
    Path path = folder.resolve(files.size() + ".windows");
    Files.write(path, Arrays.copyOf(file.array(), cut > 0 ? end - cut : file.position()));
    files.add(path);
    file.clear();
  }

  private record Seen(List<Integer> threads, List<Long> times, long lost) {}

  private Seen visit(RawRecords.Part part) throws IOException {
    endFile(0);
    var seen = new Seen(new ArrayList<>(), new ArrayList<>(), 0);
    long lost =
        new RawRecords(files)
            .visit(
                part,
                new RawRecords.Visitor() {
                  @Override
                  public void call(int kind, int thread, long address, long size, int log) {
                    assertEquals(RawRecords.MALLOC, kind);
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
    window(0, 0, 100, mallocs(1, 5, 5));
    window(1, 0, 100, mallocs(2, 1, 20));
    assertEquals(List.of(0, 1, 1, 0, 0, 1), visit(RawRecords.Part.ALL).threads());
  }

  @Test
  void ordersTheWindowsOfAStreamByWhatIsBeforeThem() throws IOException {
    window(0, 3, 200, mallocs(1));
    window(1, 0, 100, mallocs(150));
    window(0, 0, 100, mallocs(1, 1, 1));
    Seen seen = visit(RawRecords.Part.ALL);
    assertEquals(List.of(0, 0, 0, 0, 1), seen.threads());
    assertEquals(0, seen.lost());
  }

  @Test
  void goesOnInAnotherFile() throws IOException {
    window(0, 0, 100, mallocs(1, 1));
    endFile(0);
    window(0, 2, 102, mallocs(1));
    assertEquals(List.of(0, 0, 0), visit(RawRecords.Part.ALL).threads());
  }

  @Test
  void takesWhatIsThereOfAWindowThatWasCutOff() throws IOException {
    window(0, 0, 100, mallocs(1, 1, 1));
    endFile(Long.BYTES + 3);
    window(0, 3, 103, mallocs(1));
    Seen seen = visit(RawRecords.Part.ALL);
    assertEquals(List.of(0, 0), seen.threads().subList(0, 2));
    assertEquals(2, seen.lost());
  }

  @Test
  void countsWhatIsMissing() throws IOException {
    window(0, 7, 200, mallocs(1));
    window(0, 0, 100, mallocs(1, 1));
    Seen seen = visit(RawRecords.Part.ALL);
    assertEquals(List.of(0, 0, 0), seen.threads());
    assertEquals(5, seen.lost());
  }

  @Test
  void refusesWhatIsNoWindow() throws IOException {
    window(0, 0, 100, mallocs(1));
    file.put(new byte[2 * RawWindow.HEAD_BYTES]);
    var e = assertThrows(TraceException.class, () -> visit(RawRecords.Part.ALL));
    assertEquals("a recording must have a window of records at byte 4096", e.getMessage());
  }

  @Test
  void givesAForkedChildTheForkingThreadsWordsAndTheOthersUpToAStamp() throws IOException {
    window(0, 0, 100, mallocs(1, 1, 1, 1));
    window(1, 0, 100, mallocs(2, 2, 2));
    assertEquals(List.of(0, 0, 1, 0, 1), visit(new RawRecords.Part(104, 0, 3)).threads());
  }

  @Test
  void neverTurnsTheTimeBack() throws IOException {
    window(0, 0, 300, mallocs(1));
    window(1, 0, 100, mallocs(1));
    assertEquals(List.of(2L), visit(RawRecords.Part.ALL).times());
  }
}
