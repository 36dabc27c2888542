package org.heaplab.workloads.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.RandomTrace;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.format.TraceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class TracesTest {
  private static final String START =
      """
      MEM: 0x1 malloc(10) => 0x100
      MEM: 0x1 malloc(20) => 0x200
      MEM: 0x1 malloc(30) => 0x300
      """;
  private static final String MIDDLE = "MEM: 0x1 free(0x100)\nMEM: 0x1 malloc(40) => 0x100\n";
  private static final String END =
      "MEM: 0x1 free(0x100)\nMEM: 0x1 free(0x200)\nMEM: 0x1 free(0x300)\n";

  @TempDir Path folder;

  @Test
  void knowsACompressionByItsContents() throws IOException {
    for (Compressor compressor :
        List.<Compressor>of(
            out -> out,
            GZIPOutputStream::new,
            BZip2CompressorOutputStream::new,
            out -> new XZOutputStream(out, new LZMA2Options()),
            ZstdOutputStream::new)) {
      Path file =
          write("misnamed.mp3", compress(compressor, START.getBytes(StandardCharsets.US_ASCII)));
      try (Trace trace = Traces.open(file)) {
        assertEquals(3, trace.count());
      }
    }
  }

  @Test
  void opensATraceFileEvenCompressed() throws IOException {
    var out = new ByteArrayOutputStream();
    try (Trace trace = RandomTrace.of(1, 1000)) {
      TraceWriter.write(trace, out);
      for (byte[] bytes :
          List.of(out.toByteArray(), compress(GZIPOutputStream::new, out.toByteArray()))) {
        try (Trace read = Traces.open(write("t.trace", bytes))) {
          assertEquals(-1, trace.operations().mismatch(read.operations()));
        }
      }
    }
  }

  @Test
  void chainsThePartsOfATarByTheirNames() throws IOException {
    byte[] tar =
        tar(
            "x/page-to-exit.log",
            END,
            "x/._page-to-exit.log",
            "\0",
            "x/start-to-aaa.log",
            START,
            "x/aaa-to-page.log",
            MIDDLE);
    try (Trace trace =
        Traces.open(write("page.tar.bz2", compress(BZip2CompressorOutputStream::new, tar)))) {
      assertEquals("page", trace.name());
      assertEquals(8, trace.count());
      assertEquals(0, trace.dropped());
    }
  }

  @Test
  void refusesPartsThatAreNoChain() throws IOException {
    assertRefused(
        "the parts of a log must be one chain", tar("a-to-b.log", START, "c-to-d.log", END));
    assertRefused(
        "the parts of a log must be one chain", tar("a-to-b.log", START, "b-to-a.log", END));
    assertRefused(
        "the parts of a log must be one chain", tar("a-to-b.log", START, "a-to-c.log", END));
    assertRefused(
        "a part of a log must be named like 'start-to-page': 'b.log'",
        tar("a-to-b.log", START, "b.log", END));
  }

  @Test
  void aChainMayEndWhereItHasBeen() throws IOException {
    byte[] tar = tar("b-to-c.log", MIDDLE, "c-to-b.log", END, "a-to-b.log", START);
    try (Trace trace = Traces.open(write("t.tar", tar))) {
      assertEquals(0, trace.dropped());
    }
  }

  @Test
  void namesTheFileInTheArchive() throws IOException {
    Path file =
        write(
            "t.tar",
            tar("a-to-b.log", START, "b-to-c.log", "MEM: 0x1 free(0x100)\nMEM: 0x1 free(?)\n"));
    assertEquals(
        file + " (b-to-c.log), line 2: an address must come at column 15: 'MEM: 0x1 free(?)'",
        refusal(file));
  }

  @Test
  void opensTheOneFileInAZip() throws IOException {
    try (Trace trace = Traces.open(write("t.zip", zip("trace.txt", "1: malloc 0x10 5\n")))) {
      assertEquals(1, trace.count());
    }
  }

  @Test
  void joinsLogsInTheOrderGiven() throws IOException {
    Path one = write("one.log", START.getBytes(StandardCharsets.US_ASCII));
    Path two =
        write(
            "two.log.gz", compress(GZIPOutputStream::new, END.getBytes(StandardCharsets.US_ASCII)));
    try (Trace trace = Traces.open(List.of(one, two));
        Trace reversed = Traces.open(List.of(two, one))) {
      assertEquals("one+two", trace.name());
      assertEquals(6, trace.count());
      assertEquals(3, reversed.dropped(Dropped.UNKNOWN_FREE));
    }
  }

  @Test
  void joinsNothingElse() throws IOException {
    Path log = write("one.log", START.getBytes(StandardCharsets.US_ASCII));
    Path other = write("two.log", "1: malloc 0x10 5\n".getBytes(StandardCharsets.US_ASCII));
    Path whole = folder.resolve("t.trace");
    try (Trace trace = RandomTrace.of(1, 10)) {
      TraceWriter.write(trace, whole);
    }
    assertTrue(
        refusal(log, other)
            .contains("two.log, byte 0: all files must be of one format, Opera allocation log"));
    assertTrue(refusal(log, whole).contains("t.trace, byte 0: a .trace file must be opened alone"));
    assertTrue(refusal(whole, log).contains("one.log, byte 0: a .trace file must be opened alone"));
  }

  @Test
  void refusesACompressedFileThatIsCut() throws IOException {
    byte[] log = START.repeat(2000).replace("0x100", "0x400").getBytes(StandardCharsets.US_ASCII);
    for (Compressor compressor :
        List.<Compressor>of(
            GZIPOutputStream::new,
            BZip2CompressorOutputStream::new,
            out -> new XZOutputStream(out, new LZMA2Options()),
            ZstdOutputStream::new)) {
      byte[] whole = compress(compressor, log);
      for (int length : new int[] {7, whole.length / 2, whole.length - 1}) {
        Path file = write("cut", Arrays.copyOf(whole, length));
        assertTrue(refusal(file).startsWith(file + ", "), refusal(file));
      }
    }
  }

  @Test
  void damageInAnArchiveNeverEndsInAnotherException() throws IOException {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    byte[] tar = tar("a-to-b.log", START, "b-to-c.log", END);
    List<byte[]> files =
        List.of(
            tar,
            zip("trace.txt", START),
            compress(GZIPOutputStream::new, tar),
            compress(BZip2CompressorOutputStream::new, tar),
            compress(out -> new XZOutputStream(out, new LZMA2Options()), tar),
            compress(ZstdOutputStream::new, tar));
    for (int i = 0; i < 600; i++) {
      byte[] damaged = files.get(i % files.size()).clone();
      damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
      try {
        Traces.open(write("damaged", damaged)).close();
      } catch (TraceException e) {
        assertTrue(e.getMessage().startsWith(folder.resolve("damaged").toString()), e.getMessage());
      }
    }
  }

  @Test
  void refusesASparseFileAtOnce() throws IOException {
    Path file = folder.resolve("sparse.trace");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(4L << 30);
    }
    assertTrue(
        refusal(file).startsWith(file + ", byte 0: must be a .trace file or one of"),
        refusal(file));
  }

  @Test
  void refusesWhatIsNoFile() {
    Path missing = folder.resolve("missing.trace");
    assertEquals(missing + ": there is no such file", refusal(missing));
    assertEquals(folder + ": must be a file, not a folder", refusal(folder));
  }

  private void assertRefused(String rule, byte[] contents) throws IOException {
    String message = refusal(write("refused", contents));
    assertTrue(message.contains(rule), message);
  }

  private static String refusal(Path... files) {
    return assertThrows(TraceException.class, () -> Traces.open(List.of(files)).close())
        .getMessage();
  }

  private Path write(String name, byte[] contents) throws IOException {
    return Files.write(folder.resolve(name), contents);
  }

  private static byte[] compress(Compressor compressor, byte[] contents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressor.open(bytes)) {
      out.write(contents);
    }
    return bytes.toByteArray();
  }

  /// @param files names and contents in turn
  private static byte[] tar(String... files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < files.length; i += 2) {
        var entry = new TarArchiveEntry(files[i]);
        entry.setSize(files[i + 1].length());
        tar.putArchiveEntry(entry);
        tar.write(files[i + 1].getBytes(StandardCharsets.ISO_8859_1));
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(String name, String contents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(contents.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  @FunctionalInterface
  private interface Compressor {
    OutputStream open(OutputStream out) throws IOException;
  }
}
