package org.heaplab.workloads.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.RandomTrace;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 65_535, 65_536, 65_537, 200_000})
  void keepsEveryOperation(int operations) throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    try (Trace trace = RandomTrace.of(seed, operations);
        Trace read = throughBytes(trace)) {
      assertSame(trace, read);
    }
  }

  @Test
  void namesTheTraceAfterItsFile() throws IOException {
    Path file = folder.resolve("python3.11.trace");
    try (Trace trace = RandomTrace.of(1, 10)) {
      TraceWriter.write(trace, file);
    }
    try (Trace read = TraceReader.read(file)) {
      assertEquals("python3.11", read.name());
    }
  }

  @Test
  void writingLeavesNothingButTheFile() throws IOException {
    Path file = folder.resolve("t.trace");
    Files.writeString(file, "what was there before");
    try (Trace trace = RandomTrace.of(1, 10)) {
      TraceWriter.write(trace, file);
    }
    try (var files = Files.list(folder);
        Trace read = TraceReader.read(file)) {
      assertEquals(1, files.count());
      assertEquals("t", read.name());
    }
  }

  @Test
  void takesLessThanAByteForMallocAndFreeInTurn() throws IOException {
    var builder = new TraceBuilder();
    for (int i = 0; i < 100_000; i++) builder.free(builder.malloc(24));
    var out = new ByteArrayOutputStream();
    try (Trace trace = builder.build("turns", Provenance.UNKNOWN)) {
      TraceWriter.write(trace, out);
    }
    assertEquals(0, out.size() / 200_000);
  }

  @Test
  void touchedBytesCostNothingWhereThereAreNone() throws IOException {
    var builder = new TraceBuilder();
    for (int i = 0; i < 100_000; i++) builder.free(builder.malloc(TraceBuilder.LARGE_BYTES));
    try (Trace trace = builder.build("large", Provenance.UNKNOWN);
        Trace read = throughBytes(trace)) {
      assertEquals(200_000, read.count());
      assertEquals(0, read.touchedMarks());
      assertSame(trace, read);
    }
  }

  @Test
  void keepsTouchedBytesWhereverAFrameEnds() throws IOException {
    for (int before = 65_530; before < 65_540; before++) {
      var builder = new TraceBuilder();
      for (int i = 0; i < before; i++) builder.time(i);
      for (int i = 0; i < 4; i++) {
        int slot = builder.malloc(TraceBuilder.LARGE_BYTES + i);
        builder.touched(slot, i);
        builder.realloc(slot, 2 * TraceBuilder.LARGE_BYTES);
        builder.touched(slot, TraceBuilder.LARGE_BYTES);
      }
      try (Trace trace = builder.build("frames", Provenance.UNKNOWN);
          Trace read = throughBytes(trace)) {
        assertEquals(8, read.touchedMarks());
        assertSame(trace, read);
      }
    }
  }

  @Test
  void keepsDroppedOperationsOfKindsThatItDoesNotKnow() throws IOException {
    var builder = new TraceBuilder();
    builder.drop(Dropped.FAILED, 3);
    builder.drop("EATEN_BY_THE_DOG", 7);
    try (Trace trace = builder.build("later", Provenance.UNKNOWN);
        Trace read = throughBytes(trace);
        Trace again = throughBytes(read)) {
      assertEquals(10, again.dropped());
      assertEquals(3, again.dropped(Dropped.FAILED));
      assertEquals(Map.of("EATEN_BY_THE_DOG", 7L), again.droppedOtherwise());
    }
  }

  static Trace throughBytes(Trace trace) throws IOException {
    var out = new ByteArrayOutputStream();
    TraceWriter.write(trace, out);
    return TraceReader.read(new ByteArrayInputStream(out.toByteArray()), "bytes", trace.name());
  }

  private static void assertSame(Trace expected, Trace actual) {
    assertEquals(expected.count(), actual.count());
    assertEquals(-1, expected.operations().mismatch(actual.operations()));
    assertEquals(expected.touchedMarks(), actual.touchedMarks());
    assertEquals(expected.slots(), actual.slots());
    assertEquals(expected.name(), actual.name());
    assertEquals(expected.provenance(), actual.provenance());
    assertEquals(expected.phases(), actual.phases());
    for (Dropped kind : Dropped.values())
      assertEquals(expected.dropped(kind), actual.dropped(kind));
  }
}
