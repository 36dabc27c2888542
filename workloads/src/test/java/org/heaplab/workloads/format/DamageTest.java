package org.heaplab.workloads.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.RandomTrace;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.Layout.Column;
import org.heaplab.workloads.format.Layout.Frame;
import org.junit.jupiter.api.Test;

/// No broken file is taken for a whole one, and each is refused with file, byte and rule.
class DamageTest {
  /// As a varint.
  private static final int[] MINUS_ONE = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1};

  @Test
  void everyFlippedBitIsFound() throws IOException {
    byte[] file = whole();
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        byte[] damaged = file.clone();
        damaged[at] ^= (byte) (1 << bit);
        String message = refusal(damaged);
        assertTrue(message.startsWith("t.trace, byte "), message);
        assertTrue(position(message) <= at, () -> message + " although the damage is before it");
      }
    }
  }

  @Test
  void everyCutIsFound() throws IOException {
    byte[] file = whole();
    for (int length = 0; length < file.length; length++) {
      String message = refusal(Arrays.copyOf(file, length));
      assertTrue(message.contains("cut off after " + length + " bytes"), message);
    }
  }

  @Test
  void bytesAfterTheEndAreFound() throws IOException {
    byte[] file = whole();
    String message = refusal(Arrays.copyOf(file, file.length + 1));
    assertEquals(
        "t.trace, byte " + file.length + ": a .trace file must end after its end frame", message);
  }

  @Test
  void aLostFrameIsFoundByTheWholeFilesChecksum() {
    var file = new File();
    file.frame(Frame.HEADER, header(0));
    file.frame(Frame.END, 0xBAD);
    assertRefused("the file must match its checksum", file);
  }

  @Test
  void anotherFileIsNoTrace() {
    String message = refusal("hello, world".getBytes(StandardCharsets.US_ASCII));
    assertTrue(message.startsWith("t.trace, byte 0: a .trace file must begin with"), message);
  }

  @Test
  void aFrameLongerThanAnyIsRefusedBeforeItIsRead() {
    var file = new File();
    file.bytes.put(Frame.HEADER.letter);
    file.bytes.putInt(Integer.MAX_VALUE);
    assertRefused("a frame must have at most 4194304 bytes: 2147483647", file);
  }

  @Test
  void moreOperationsThanFitTheMachineAreRefusedByTheHeader() {
    assertRefused("a trace must fit half of this machine's memory", with(header(1L << 60)));
    assertRefused("a trace must fit half of this machine's memory", with(header(-1)));
  }

  @Test
  void anotherVersionIsRefused() {
    var header = new Bytes();
    header.putVarint(4);
    assertRefused("the format's version must be 1 to 3, a later one", with(header));
  }

  @Test
  void aStringLongerThanItsHeaderIsRefused() {
    for (int length : new int[] {2, 3, 100}) {
      var header = new Bytes();
      header.putVarint(1);
      header.putVarint(0);
      header.putVarint(length);
      header.put(0);
      assertRefused("a value of " + length + " bytes must follow, but only 1 do", with(header));
    }
  }

  @Test
  void aStringLongerThanAnyIsRefused() {
    var header = new Bytes();
    header.putVarint(1);
    header.putVarint(0);
    header.putVarint(1L << 40);
    assertRefused("a string's length must be at most 4194304: 1099511627776", with(header));
  }

  @Test
  void moreOperationsThanTheHeaderHasAreRefused() {
    var block = new Bytes();
    block.putVarint(3);
    assertRefused("a block's operations must be at most 2: 3", with(header(2), block));
  }

  @Test
  void fewerOperationsThanTheHeaderHasAreRefused() {
    var file =
        with(header(2), block(1, column(Column.KINDS, Operation.MALLOC), column(Column.SIZES, 8)));
    file.end();
    assertRefused("the blocks must have the header's 2 operations: 1", file);
  }

  @Test
  void aColumnThatExpandsBeyondItsLengthIsRefused() {
    byte[] bomb = Zstd.compress(new byte[1 << 20]);
    var block = new Bytes();
    block.putVarint(1);
    block.putVarint(1000);
    block.putVarint(bomb.length);
    block.put(bomb, bomb.length);
    for (int i = 1; i < Column.of(Layout.VERSION).size(); i++) block.putVarint(0);
    assertRefused("a column must be a zstd frame of 1000 bytes", with(header(1), block));
  }

  @Test
  void aColumnLongerThanAnyIsRefused() {
    var block = new Bytes();
    block.putVarint(1);
    block.putVarint(1L << 50);
    assertRefused("a column must be at most 655360: 1125899906842624", with(header(1), block));
  }

  @Test
  void aColumnThatIsNotUsedUpIsRefused() {
    assertRefused(
        "SIZES of operations from 0 must end here, but has 1 bytes more",
        with(
            header(1),
            block(1, column(Column.KINDS, Operation.MALLOC), column(Column.SIZES, 8, 9))));
  }

  @Test
  void aFreeOfABlockThatNeverWasIsRefused() {
    assertRefused(
        "operation 0: an operation must name a block born before it, 0 to -1: -1",
        with(header(1), block(1, column(Column.KINDS, Operation.FREE), column(Column.BLOCKS, 0))));
  }

  @Test
  void aSecondFreeIsRefused() {
    byte[] kinds = {Operation.MALLOC, Operation.FREE, Operation.FREE};
    assertRefused(
        "operation 2: an operation must name a live block: 0 is freed",
        with(
            header(3),
            block(
                3,
                Map.entry(Column.KINDS, kinds),
                column(Column.SIZES, 8),
                column(Column.BLOCKS, 0, 0))));
  }

  @Test
  void aPhaseWithoutLabelIsRefused() {
    assertRefused(
        "operation 0: a phase must be at most -1: 0",
        with(header(1), block(1, column(Column.KINDS, Operation.PHASE), column(Column.MARKS, 0))));
  }

  @Test
  void anUnknownKindIsRefused() {
    assertRefused(
        "a kind must be as the format has it: 64",
        with(header(1), block(1, column(Column.KINDS, 64))));
  }

  @Test
  void touchedBytesOfAFreeAreRefused() {
    assertRefused(
        "a kind must be as the format has it: 33",
        with(header(1), block(1, column(Column.KINDS, Operation.FREE | Layout.TOUCHED))));
  }

  @Test
  void moreTouchedBytesThanRequestedAreRefused() {
    String rule =
        "operation 1: touched bytes must be 0 to the request's, which must be at least 131072: ";
    assertRefused(rule + "131073 of 131072", touched(0x81, 0x80, 0x08));
    assertRefused(rule + "18446744073709551615 of 131072", touched(MINUS_ONE));
  }

  @Test
  void touchedBytesOfASmallRequestAreRefused() {
    assertRefused(
        "1 of 8",
        with(
            header(1),
            block(
                1,
                column(Column.KINDS, Operation.MALLOC | Layout.TOUCHED),
                column(Column.SIZES, 8),
                column(Column.TOUCHED, 1))));
  }

  /// A malloc of 128 KiB with this number of touched bytes.
  private static File touched(int... varint) {
    return with(
        header(1),
        block(
            1,
            column(Column.KINDS, Operation.MALLOC | Layout.TOUCHED),
            column(Column.SIZES, 0x80, 0x80, 0x08),
            column(Column.TOUCHED, varint)));
  }

  @Test
  void aKindOfDroppedOperationsIsCountedOnce() {
    assertRefused(
        "dropped operations of a kind must be counted once: X",
        with(dropped(entry("X", 1), entry("X", 2))));
  }

  @Test
  void aNegativeCountOfDroppedOperationsIsRefused() {
    assertRefused("a count must be at least 0: -1", with(dropped(entry("X", -1))));
  }

  @SafeVarargs
  private static Bytes dropped(Map.Entry<String, Long>... counts) {
    var header = new Bytes();
    header.putVarint(Layout.VERSION);
    header.putVarint(0);
    for (int i = 0; i < 6; i++) header.putString("");
    header.putVarint(counts.length);
    for (Map.Entry<String, Long> count : counts) {
      header.putString(count.getKey());
      header.putVarint(count.getValue());
    }
    header.putVarint(0);
    return header;
  }

  private static Map.Entry<String, Long> entry(String name, long count) {
    return Map.entry(name, count);
  }

  @Test
  void aSizeOf64BitsIsRefused() {
    assertRefused(
        "operation 0: a size must be at least 0: -1",
        with(
            header(1),
            block(1, column(Column.KINDS, Operation.MALLOC), column(Column.SIZES, MINUS_ONE))));
  }

  /// Wrong contents that a checksum cannot find, because the file is as it was written.
  @Test
  void wrongContentsUnderRightChecksumsNeverEndInAnotherException() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    byte[] whole = whole();
    int refused = 0;
    for (int i = 0; i < 5000; i++) {
      try {
        TraceReader.read(new ByteArrayInputStream(withWrongContents(whole, random)), "t.trace", "t")
            .close();
      } catch (TraceException e) {
        refused++;
      }
    }
    assertTrue(refused > 1000, () -> "most of them must be refused");
  }

  /// Changes up to three bytes in the payloads and makes the checksums right again.
  private static byte[] withWrongContents(byte[] whole, Random random) throws IOException {
    var frames = new FrameReader(new ByteArrayInputStream(whole));
    frames.magic();
    var file = new File();
    var payload = new Bytes();
    for (Frame type = frames.next(payload); type != Frame.END; type = frames.next(payload)) {
      byte[] bytes = payload.array();
      for (int n = random.nextInt(4); n > 0; n--) {
        bytes[random.nextInt(payload.length())] = (byte) random.nextInt(256);
      }
      file.frame(type, payload);
    }
    file.end();
    return file.bytes.take(file.bytes.length());
  }

  private static byte[] whole() throws IOException {
    var out = new ByteArrayOutputStream();
    try (Trace trace = RandomTrace.of(7, 60)) {
      TraceWriter.write(trace, out);
    }
    return out.toByteArray();
  }

  private static String refusal(byte[] file) {
    var in = new ByteArrayInputStream(file);
    return assertThrows(TraceException.class, () -> TraceReader.read(in, "t.trace", "t"))
        .getMessage();
  }

  private static void assertRefused(String rule, File file) {
    String message = refusal(file.bytes.take(file.bytes.length()));
    assertTrue(message.contains(rule), message);
  }

  private static long position(String message) {
    return Long.parseLong(message.replaceFirst("t.trace, byte (\\d+):.*", "$1"));
  }

  private static Bytes header(long operations) {
    return new Header(Layout.VERSION, operations, Provenance.UNKNOWN, Map.of(), List.of(), 0)
        .encode();
  }

  private static Map.Entry<Column, byte[]> column(Column column, int... bytes) {
    byte[] contents = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) contents[i] = (byte) bytes[i];
    return Map.entry(column, contents);
  }

  @SafeVarargs
  private static Bytes block(int operations, Map.Entry<Column, byte[]>... columns) {
    var block = new Bytes();
    block.putVarint(operations);
    var contents = new EnumMap<Column, byte[]>(Column.class);
    for (Map.Entry<Column, byte[]> column : columns)
      contents.put(column.getKey(), column.getValue());
    for (Column column : Column.of(Layout.VERSION)) {
      byte[] bytes = contents.getOrDefault(column, new byte[0]);
      block.putVarint(bytes.length);
      if (bytes.length > 0) block.putVarint(bytes.length);
      block.put(bytes, bytes.length);
    }
    return block;
  }

  private static File with(Bytes header, Bytes... blocks) {
    var file = new File();
    file.frame(Frame.HEADER, header);
    for (Bytes block : blocks) file.frame(Frame.BLOCK, block);
    return file;
  }

  /// A file with right checksums; anything else in it may be wrong.
  private static final class File {
    final Bytes bytes = new Bytes();

    File() {
      bytes.put(Layout.MAGIC, Layout.MAGIC.length);
    }

    void frame(Frame type, Bytes payload) {
      int length = payload.length();
      var frame = new Bytes();
      frame.put(type.letter);
      frame.putInt(length);
      frame.put(payload.take(length), length);
      frame.putInt(Layout.checksum(frame.array(), 0, frame.length()));
      bytes.put(frame.array(), frame.length());
    }

    void frame(Frame type, int number) {
      var payload = new Bytes();
      payload.putInt(number);
      frame(type, payload);
    }

    void end() {
      var crc = new CRC32C();
      crc.update(bytes.array(), 0, bytes.length());
      frame(Frame.END, (int) crc.getValue());
    }
  }
}
