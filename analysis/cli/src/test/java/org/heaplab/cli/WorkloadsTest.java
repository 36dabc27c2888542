package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkloadsTest {
  private static final String SMALL = "comb:live=64K,steps=3";

  @TempDir Path folder;

  @Test
  void aSeedMakesTheSameTraceAgain() throws IOException {
    for (String name : new String[] {"a", "b"}) {
      Heard heard =
          Heard.of("generate", SMALL, "--seed", "7", "-o", folder.resolve(name).toString());
      assertEquals(new Heard(0, "", ""), heard);
    }
    assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
  }

  @Test
  void aWorkloadStandsForATrace() {
    Heard heard = Heard.of("stat", SMALL, "--format", "csv");
    assertEquals(0, heard.status(), heard.err());
    assertEquals(2, heard.outLines().size());
  }

  @Test
  void aFileDescribesAWorkload() throws IOException {
    String text =
        """
        heaplab workload 1
        [blocks a]
        size = 24
        life = forever
        [phase p]
        mallocs = 10
        mix = a
        """;
    Path spec = Files.writeString(folder.resolve("ten.spec"), text);
    String trace = folder.resolve("ten.trace").toString();
    assertEquals(new Heard(0, "", ""), Heard.of("generate", spec.toString(), "-o", trace));
    assertEquals(numbers(trace), numbers(spec.toString()));

    Files.writeString(spec, text.replace("24", "many"));
    Heard heard = Heard.of("generate", spec.toString(), "-o", trace);
    assertEquals(1, heard.status());
    assertTrue(heard.err().contains("ten.spec, line 3: a size must be "), heard.err());
  }

  @Test
  void aFitIsAFileThatMakesATraceLikeTheOther() {
    String spec = folder.resolve("comb.spec").toString();
    Heard heard = Heard.of("fit", SMALL, "--windows", "50", "-o", spec);
    assertEquals(0, heard.status(), heard.err());
    assertTrue(heard.err().contains("distance of sizes 0.000, of lifetimes "), heard.err());
    Heard made = Heard.of("stat", spec, "--format", "csv");
    assertTrue(made.outLines().getLast().startsWith("comb,"), made.out());
    Heard wrong = Heard.of("fit", SMALL, "--windows", "0", "-o", spec);
    assertEquals(2, wrong.status());
    assertTrue(wrong.err().contains("--windows must be at least 1: 0"), wrong.err());
  }

  @Test
  void exportedTracesComeBackTheSame() {
    for (String format : new String[] {"memory_replay", "mtrace", "rep"}) {
      String file = folder.resolve("comb." + format).toString();
      Heard exported = Heard.of("export", SMALL, "--as", format, "-o", file);
      assertEquals(0, exported.status());
      assertEquals(List.of("heaplab: " + format + " leaves out phases"), exported.errLines());
      assertEquals(numbers(SMALL), numbers(file));
    }
  }

  @Test
  void aBundledTraceIsKnownByItsName() throws IOException {
    Path traces = Files.createDirectories(folder.resolve("workloads/traces"));
    Heard.of("generate", SMALL, "-o", traces.resolve("tiny.trace").toString());
    Heard heard = Heard.of(folder, "stat", "tiny", "--format", "csv");
    assertTrue(heard.outLines().getLast().startsWith("tiny,"), heard.err());
    assertTrue(Heard.of(folder, "list").out().contains("workloads: tiny, "));
  }

  private static String numbers(String trace) {
    Heard heard = Heard.of("stat", trace, "--format", "csv");
    assertEquals(0, heard.status(), heard.err());
    String row = heard.outLines().getLast();
    return row.substring(row.lastIndexOf(",0,") + 1);
  }
}
