package org.heaplab.workloads.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.junit.jupiter.api.Test;

/// Files of version 1 must always be readable: here is one, byte for byte.
class FirstVersionTest {
  private static final String MAGIC = "89686c740d0a1a0a";

  /// Version, operations, `p`, `1`, three empty strings, `r`; the five dropped counts; no phases.
  private static final String HEADER =
      "01 04" + " 01 70" + " 01 31" + " 00 00 00" + " 01 72" + " 05 04 03 02 01" + " 00";

  /// A malloc of 24, an aligned one of 2¹⁷ by thread 1, a realloc of that to 2¹⁸, a free.
  private static final String BLOCK =
      "04"
          + " 04 04 00 18 02 01"
          + " 01 01 01"
          + " 01 01 06"
          + " 07 07 18 808008 808010"
          + " 02 02 00 02"
          + " 00 00 00";

  @Test
  void isReadAsItWasMeant() {
    try (Trace trace = read(HEADER, BLOCK)) {
      assertEquals(4, trace.count());
      assertEquals(
          List.of(24L, 1L << 17, 1L << 18, 0L),
          LongStream.range(0, 4).mapToObj(i -> Operation.size(trace.operations(), i)).toList());
      assertEquals(6, Operation.logAlignment(trace.operations(), 1));
      assertEquals(1, Operation.thread(trace.operations(), 1));
      assertEquals(0, Operation.slot(trace.operations(), 3));
      assertEquals("r", trace.provenance().recorder());
      assertEquals(
          List.of(5L, 4L, 3L, 2L, 1L),
          List.of(
              trace.dropped(Dropped.NULL_FREE),
              trace.dropped(Dropped.UNKNOWN_FREE),
              trace.dropped(Dropped.UNKNOWN_REALLOC),
              trace.dropped(Dropped.FAILED),
              trace.dropped(Dropped.LOST_FREE)));
      assertEquals(15, trace.dropped());
      assertEquals(0, trace.touchedMarks());
    }
  }

  @Test
  void hasNoTouchedBytes() {
    TraceException refusal =
        assertThrows(
            TraceException.class, () -> read(HEADER, BLOCK.replace("04 04 00", "04 04 20")));
    assertTrue(refusal.getMessage().contains("a kind must be as the format has it: 32"));
  }

  private static Trace read(String header, String block) {
    var file = new Bytes();
    put(file, HexFormat.of().parseHex(MAGIC));
    frame(file, 'H', bytes(header));
    frame(file, 'B', bytes(block));
    var end = new Bytes();
    end.putInt(Layout.checksum(file.array(), 0, file.length()));
    frame(file, 'E', end.take(end.length()));
    var in = new ByteArrayInputStream(file.take(file.length()));
    return TraceReader.read(in, "first.trace", "first");
  }

  private static void frame(Bytes file, char type, byte[] payload) {
    var frame = new Bytes();
    frame.put(type);
    frame.putInt(payload.length);
    put(frame, payload);
    frame.putInt(Layout.checksum(frame.array(), 0, frame.length()));
    put(file, frame.take(frame.length()));
  }

  private static void put(Bytes target, byte[] bytes) {
    target.put(bytes, bytes.length);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
