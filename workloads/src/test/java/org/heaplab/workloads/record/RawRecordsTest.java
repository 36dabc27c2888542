package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import org.heaplab.workloads.symbols.CallStacks;
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
    file.put("window 4".getBytes(StandardCharsets.US_ASCII)).putInt(stream).putInt(stream);
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

  /// A return address, or that of the caller of the one before.
  private static long place(long address, int isCaller) {
    return address << 4 | (long) isCaller << 3 | 7;
  }

  private record Seen(List<Integer> threads, List<Long> times, List<Integer> sites, long lost) {}

  private Seen visit(RawRecords.Part part) throws IOException {
    endFile(0);
    var seen = new Seen(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), 0);
    long lost =
        new RawRecords(files)
            .visit(
                part,
                new CallStacks(),
                new RawRecords.Visitor() {
                  @Override
                  public void call(
                      int kind, int thread, long address, long size, int log, int site) {
                    assertEquals(RawRecords.MALLOC, kind);
                    assertEquals(16, size);
                    seen.threads().add(thread);
                    seen.sites().add(site);
                  }

                  @Override
                  public void time(long nanos) {
                    seen.times().add(nanos);
                  }
                });
    return new Seen(seen.threads(), seen.times(), seen.sites(), lost);
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
  void aPlaceHoldsUntilAnotherInTheSameWindow() throws IOException {
    long[] words = {place(500, 0), malloc(1), malloc(1), place(600, 0), malloc(1)};
    window(0, 0, 100, words);
    window(0, 5, 103, malloc(1), place(500, 0), malloc(1));
    assertEquals(List.of(1, 1, 2, 0, 1), visit(RawRecords.Part.ALL).sites());
  }

  @Test
  void aPlaceWithOtherCallersIsAnother() throws IOException {
    window(
        0,
        0,
        100,
        place(500, 0),
        place(900, 1),
        malloc(1),
        place(500, 0),
        place(901, 1),
        malloc(1),
        place(500, 0),
        place(900, 1),
        malloc(1));
    List<Integer> sites = visit(RawRecords.Part.ALL).sites();
    assertEquals(sites.get(0), sites.get(2));
    assertNotEquals(sites.get(0), sites.get(1));
  }

  @Test
  void textAboutTheCodeIsNoRecord() throws IOException {
    long line =
        ByteBuffer.wrap("1-2 x 0\n".getBytes(StandardCharsets.US_ASCII))
            .order(ByteOrder.nativeOrder())
            .getLong();
    window(0, 0, 100, mallocs(1));
    window(RawWindow.CODE_STREAM, 0, 0, line, line);
    Seen seen = visit(RawRecords.Part.ALL);
    assertEquals(List.of(0), seen.threads());
    assertEquals(0, seen.lost());
    assertEquals("1-2 x 0\n1-2 x 0\n", new RawRecords(files).code());
  }

  @Test
  void neverTurnsTheTimeBack() throws IOException {
    window(0, 0, 300, mallocs(1));
    window(1, 0, 100, mallocs(1));
    assertEquals(List.of(2L), visit(RawRecords.Part.ALL).times());
  }
}
