package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.heaplab.cli.work.InstalledPrograms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Programs in which a planted place strands the memory.
final class StatSitesTest {
  private static final Path SOURCE =
      Path.of(System.getProperty("heaplab.home"))
          .resolve("workloads/src/test/resources/org/heaplab/workloads/record/culprit.c");

  private static final List<String> PROMISED =
      List.of(
          "trace",
          "allocator",
          "site",
          "live_bytes_at_peak",
          "allocated_bytes",
          "blocks",
          "stranded_bytes_at_peak",
          "stranded_bytes_mean",
          "stranded_bytes_max");

  @TempDir Path folder;

  private static Map<?, ?> first(Heard heard) throws IOException {
    return (Map<?, ?>) heard.json().getFirst();
  }

  @Test
  void theFunctionWhoseSmallBlocksStrandThePagesOfOthersComesFirst() throws Exception {
    assumeTrue(InstalledPrograms.find("cc").isPresent(), "no C compiler");
    Path program = folder.resolve("culprit");
    Process compiler =
        new ProcessBuilder("cc", "-O1", "-o", program.toString(), SOURCE.toString()).start();
    assertEquals(0, compiler.waitFor());
    String trace = folder.resolve("c.trace").toString();
    assertEquals(0, Heard.of("record", "-o", trace, "--", program.toString()).status());
    for (String allocator : new String[] {"first-fit", "best-fit"}) {
      Heard heard = Heard.of("stat", trace, "--sites", "-a", allocator, "--format", "json");
      assertEquals(0, heard.status(), heard.err());
      Map<?, ?> culprit = first(heard);
      assertEquals(PROMISED, List.copyOf(culprit.keySet()));
      assertEquals("c", culprit.get("trace"));
      assertEquals(allocator, culprit.get("allocator"));
      assertTrue(culprit.get("site").toString().startsWith("remember_word"), heard.out());
      assertEquals(72_000, culprit.get("live_bytes_at_peak"));
      assertEquals(3_000, culprit.get("blocks"));
      int atPeak = (int) culprit.get("stranded_bytes_at_peak");
      int most = (int) culprit.get("stranded_bytes_max");
      assertTrue(atPeak > 8_000_000, heard.out());
      assertTrue(most >= atPeak, heard.out());
      assertTrue(most > (int) culprit.get("stranded_bytes_mean"), heard.out());
      Map<?, ?> second = (Map<?, ?>) heard.json().get(1);
      assertTrue((int) second.get("stranded_bytes_mean") < 2_000_000, heard.out());
    }
  }

  @Test
  void aHeaptrackLogTellsTheSame() throws IOException {
    Path log = folder.resolve("h.raw");
    Files.writeString(log, heaptrack());
    Heard heard = Heard.of("stat", log.toString(), "--sites", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    assertEquals("prog+0x222", first(heard).get("site"));
    assertEquals("first-fit", first(heard).get("allocator"));
    assertEquals(6, heard.json().size(), "three places on two allocators");
  }

  /// What the program in C does, as heaptrack would write it.
  private static String heaptrack() {
    var log = new StringBuilder("v 10400 3\nx 7 ./prog\nm 1 x 1000 0 1000\n");
    log.append("t 1111 0\nt 1222 0\nt 1333 0\n");
    for (int i = 0; i < 3000; i++) {
      log.append(
          "+ 1194 1 %x\n+ 18 2 %x\n".formatted(0x100000 + 0x2000 * i, 0x101800 + 0x2000 * i));
    }
    for (int i = 0; i < 3000; i++) log.append("- %x\n".formatted(0x100000 + 0x2000 * i));
    log.append("+ 1400000 3 10\n");
    for (int i = 0; i < 3000; i++) log.append("+ 20 3 20\n- 20\n");
    return log.toString();
  }

  @Test
  void aTableHasTheLongNamesLast() throws IOException {
    Path log = folder.resolve("h.raw");
    Files.writeString(log, heaptrack());
    Heard heard = Heard.of("stat", log.toString(), "--sites", "-a", "first-fit");
    assertTrue(heard.out().startsWith("h on first-fit: "), heard.out());
    assertTrue(heard.outLines().get(1).contains("  at most  over time"), heard.out());
    assertTrue(heard.outLines().get(2).endsWith("prog+0x222"), heard.out());
  }

  @Test
  void whereThePlacesAreNotKnownALineSaysSo() throws IOException {
    Heard heard = Heard.of("stat", Logs.small(folder.resolve("small.rep")).toString(), "--sites");
    assertEquals(1, heard.status());
    assertTrue(heard.err().contains("it is not known which places in the program"), heard.err());
  }

  @Test
  void allocatorsNeedPlaces() throws IOException {
    String trace = Logs.small(folder.resolve("small.rep")).toString();
    Heard heard = Heard.of("stat", trace, "-a", "first-fit");
    assertEquals(2, heard.status());
    assertTrue(heard.err().contains("-a needs --sites"), heard.err());
  }

  @Test
  void aStackHasOneToSixtyFourFrames() {
    assertEquals(2, Heard.of("record", "--stacks", "0", "--", "true").status());
    assertEquals(2, Heard.of("record", "--stacks", "65", "--", "true").status());
  }
}
