package org.heaplab.workloads.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
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
import org.heaplab.workloads.TraceStatistics;
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
    Path file = write("t.tar", tar("a-to-b.log", START, "b-to-c.log", "MEM: 0x1 free(?)\n"));
    assertEquals(
        file
            + " (b-to-c.log), line 1: a log must have more whole lines than torn ones, but has 0 and 1,"
            + " the first in line 1: an address must come at column 15: 'MEM: 0x1 free(?)'",
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
  void readsACompressedLogThatIsCutAsFarAsItGoes() throws IOException {
    String log = mallocs(20_000);
    for (Compressor compressor :
        List.<Compressor>of(
            GZIPOutputStream::new,
            out -> new XZOutputStream(out, new LZMA2Options()),
            ZstdOutputStream::new)) {
      byte[] whole = compress(compressor, log.getBytes(StandardCharsets.US_ASCII));
      for (int length : new int[] {whole.length / 2, whole.length - 1}) {
        Path file = write("cut", Arrays.copyOf(whole, length));
        try (Trace trace = Traces.open(file)) {
          assertEquals(1, trace.dropped(Dropped.CUT_END));
          assertEquals(0, trace.dropped(Dropped.TORN_LINE));
          long least = length == whole.length - 1 ? 19_000 : 5000;
          assertTrue(trace.count() >= least && trace.count() <= 20_000, trace.count() + " read");
        }
      }
      Path file = write("cut", Arrays.copyOf(whole, 7));
      assertTrue(refusal(file).contains("is cut off"), refusal(file));
    }
  }

  @Test
  void readsAnArchiveThatIsCutAsFarAsItGoes() throws IOException {
    byte[] whole = tar("a-to-b.log", mallocs(1000), "b-to-c.log", "MEM: 0x1 free(0x10)\n");
    try (Trace trace = Traces.open(write("t.tar", Arrays.copyOf(whole, 20_000)))) {
      assertEquals(1, trace.dropped(Dropped.CUT_END));
      assertEquals((20_000 - 512) / mallocs(1).length(), trace.count());
    }
    byte[] zip = zip("t.txt", mallocs(20_000));
    try (Trace trace = Traces.open(write("t.zip", Arrays.copyOf(zip, zip.length / 2)))) {
      assertEquals(1, trace.dropped(Dropped.CUT_END));
      assertTrue(trace.count() > 1000, trace.count() + " read");
    }
  }

  private static String mallocs(int count) {
    var log = new StringBuilder();
    var random = new Random(count);
    for (int i = 0; i < count; i++) {
      long address = random.nextLong(1L << 44, 1L << 47);
      log.append("MEM: 0x%08x malloc(100) => 0x%x\n".formatted(random.nextInt(), address));
    }
    return log.toString();
  }

  @Test
  void anArchiveOfSeveralTracesIsNamedAsSuch() throws IOException {
    byte[] tar = tar("x/one.rep", rep(10), "x/two.rep", rep(20), "x/Makefile", "all:\n");
    Path file = write("set.tar.gz", compress(GZIPOutputStream::new, tar));
    assertEquals(
        file
            + ": has 2 traces (x/one.rep, x/two.rep): name one of them, as in "
            + file
            + "/x/one.rep",
        refusal(file));
    assertEquals(List.of("x/one.rep", "x/two.rep"), Traces.members(file));
    try (Trace trace = Traces.open(file, "x/two.rep")) {
      assertEquals("set/x/two", trace.name());
      assertEquals(20, TraceStatistics.of(trace).peakLiveBytes());
    }
    assertEquals(
        file + ", byte 0: has no file x/three.rep",
        assertThrows(TraceException.class, () -> Traces.open(file, "x/three.rep")).getMessage());
  }

  private static String rep(int bytes) {
    return "1 1 2 1\na 0 " + bytes + "\nf 0\n";
  }

  @Test
  void aLogBesideOtherFilesIsOneTrace() throws IOException {
    Path file = write("t.tar", tar("README", "Read me.\n", "t.log", START));
    assertEquals(List.of(), Traces.members(file));
    try (Trace trace = Traces.open(file)) {
      assertEquals(3, trace.count());
      assertEquals(1, trace.dropped(Dropped.OTHER_FILE));
    }
  }

  @Test
  void namesWhatAnArchiveWithoutTracesHas() throws IOException {
    Path file = write("t.tar", tar("README", "Read me.\n", "main.c", "int main;\n"));
    assertTrue(
        refusal(file).startsWith(file + " (README), byte 0: must be a .trace file or one of"),
        refusal(file));
  }

  @Test
  void readsUtf16WithOrWithoutAMark() throws IOException {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of("", "\uFEFF")) {
        try (Trace trace =
            Traces.open(write("t.txt", (mark + START.replace("\n", "\r\n")).getBytes(charset)))) {
          assertEquals(3, trace.count());
          assertEquals(0, trace.dropped());
        }
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
