package org.heaplab.workloads.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Scale;
import org.heaplab.workloads.Touch;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.Layout.Frame;
import org.junit.jupiter.api.Test;

/// Traces that know which place in the program made each request.
class CallSitesTest {
  /// The name of each request's place; an empty one where it is not known.
  private static List<String> sites(Trace trace) {
    var sites = new ArrayList<String>();
    for (long i = 0; i < trace.count(); i++) {
      byte kind = Operation.kind(trace.operations(), i);
      int site = trace.siteOf(i);
      if (kind == Operation.MALLOC || kind == Operation.REALLOC) {
        sites.add(site == 0 ? "" : trace.siteName(site));
      } else {
        assertEquals(0, site);
      }
    }
    return sites;
  }

  private static Trace grown() {
    var builder = new TraceBuilder();
    builder.nameSite(7, "parse");
    builder.nameSite(3, "grow (list.c:12)");
    builder.nameSite(4, "never used");
    builder.nameSite(5, "parse");
    int[] slots = new int[6];
    for (int i = 0; i < slots.length; i++) {
      builder.site(new int[] {3, 7, 5, 0, 9, 7}[i]);
      slots[i] = builder.malloc(TraceBuilder.LARGE_BYTES);
    }
    builder.touched(slots[4], 1);
    builder.site(3);
    builder.realloc(slots[1], 10);
    builder.free(slots[0]);
    return builder.build("grown", Provenance.UNKNOWN);
  }

  private static final List<String> GROWN =
      List.of("grow (list.c:12)", "parse", "parse", "", "", "parse", "grow (list.c:12)");

  @Test
  void placesOfOneNameAreOneAndTheMostUsedComesFirst() {
    try (Trace trace = grown()) {
      assertEquals(GROWN, sites(trace));
      assertEquals(2, trace.sites());
      assertEquals("parse", trace.siteName(1));
    }
  }

  @Test
  void aFileKeepsThem() throws IOException {
    try (Trace trace = grown();
        Trace read = RoundTripTest.throughBytes(trace);
        Trace again = RoundTripTest.throughBytes(read)) {
      assertEquals(GROWN, sites(read));
      assertEquals(GROWN, sites(again));
      assertEquals(2, again.sites());
    }
  }

  @Test
  void otherSizesKeepThem() {
    try (Trace scaled = new Scale(16).applyTo(grown());
        Trace touched = Touch.first(100).applyTo(grown())) {
      assertEquals(GROWN, sites(scaled));
      assertEquals(GROWN, sites(touched));
    }
  }

  @Test
  void manyLongNamesNeedSeveralFrames() throws IOException {
    var random = new Random(1);
    var builder = new TraceBuilder();
    for (int i = 1; i <= 3000; i++) {
      var name = new StringBuilder("place " + i + " ");
      while (name.length() < 900) name.append((char) ('a' + random.nextInt(26)));
      builder.nameSite(i, name.toString());
      builder.site(i);
      builder.malloc(i);
    }
    try (Trace trace = builder.build("many", Provenance.UNKNOWN);
        Trace read = RoundTripTest.throughBytes(trace)) {
      assertEquals(3000, read.sites());
      assertEquals(sites(trace), sites(read));
    }
  }

  @Test
  void takesLessThanAByteForMallocAndFreeInTurnAtAFewPlaces() throws IOException {
    var random = new Random(1);
    var builder = new TraceBuilder();
    for (int i = 1; i <= 6; i++) builder.nameSite(i, "place " + i);
    for (int i = 0; i < 100_000; i++) {
      builder.site(1 + random.nextInt(6));
      builder.free(builder.malloc(24));
    }
    try (Trace trace = builder.build("turns", Provenance.UNKNOWN)) {
      assertEquals(0, written(trace).length / 200_000);
    }
  }

  @Test
  void aTraceWithoutPlacesIsWrittenAsBefore() throws IOException {
    var builder = new TraceBuilder();
    builder.nameSite(1, "never used");
    builder.malloc(24);
    try (Trace trace = builder.build("none", Provenance.UNKNOWN)) {
      assertEquals(0, trace.sites());
      byte[] file = written(trace);
      assertEquals(Layout.VERSION, file[Layout.MAGIC.length + Layout.FRAME_START]);
    }
  }

  @Test
  void anUnknownNumberIsRefused() {
    var builder = new TraceBuilder();
    assertThrows(TraceException.class, () -> builder.site(-1));
    assertThrows(TraceException.class, () -> builder.nameSite(0, "none"));
    builder.abandon();
  }

  @Test
  void aPlaceWithoutANameIsRefused() throws IOException {
    var header =
        new Header(Layout.VERSION_WITH_SITES, 0, Provenance.UNKNOWN, Map.of(), List.of(), 2);
    var out = new ByteArrayOutputStream();
    out.write(Layout.MAGIC);
    put(out, Frame.HEADER, header.encode());
    put(out, Frame.END, new Bytes());
    var in = new ByteArrayInputStream(out.toByteArray());
    String message =
        assertThrows(TraceException.class, () -> TraceReader.read(in, "t.trace", "t")).getMessage();
    assertTrue(message.contains("the header's 2 call sites must have names: 0"), message);
  }

  private static void put(ByteArrayOutputStream out, Frame type, Bytes payload) throws IOException {
    int length = payload.length();
    var frame = new Bytes();
    frame.put(type.letter);
    frame.putInt(length);
    frame.put(payload.take(length), length);
    frame.putInt(Layout.checksum(frame.array(), 0, frame.length()));
    out.write(frame.take(frame.length()));
  }

  private static byte[] written(Trace trace) throws IOException {
    var out = new ByteArrayOutputStream();
    TraceWriter.write(trace, out);
    return out.toByteArray();
  }
}
