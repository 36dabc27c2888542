package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The places in a program that recordings name.
@Timeout(60)
class RecordedSitesTest {
  @TempDir private Path folder;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  private Trace record(int frames, String... command) throws Exception {
    var options = new RecordOptions(List.of(command), folder.resolve("t.trace"), false, frames);
    Recording recording = new Recorder(line -> {}).record(options);
    return Traces.open(recording.processes().getFirst().file());
  }

  /// The places of all requests of a size.
  private static Set<String> sites(Trace trace, long size) {
    var sites = new TreeSet<String>();
    LongStream.range(0, trace.count())
        .filter(i -> Operation.kind(trace.operations(), i) == Operation.MALLOC)
        .filter(i -> Operation.size(trace.operations(), i) == size)
        .mapToInt(trace::siteOf)
        .forEach(site -> sites.add(site == 0 ? "unknown" : trace.siteName(site)));
    return sites;
  }

  private static void assertOne(String expected, Set<String> sites) {
    assertEquals(1, sites.size(), sites.toString());
    String site = sites.iterator().next();
    assertTrue(site.matches(expected), site);
  }

  @Test
  void aRequestIsNamedByTheFunctionThatMakesIt() throws Exception {
    try (Trace trace = record(1, Programs.program("culprit"))) {
      assertOne("remember_word\\+0x[0-9a-f]+ \\(culprit\\)", sites(trace, 24));
      assertOne("read_text\\+0x[0-9a-f]+ \\(culprit\\)", sites(trace, 4500));
      assertOne("store\\+0x[0-9a-f]+ \\(culprit\\)", sites(trace, 1000));
    }
  }

  @Test
  void withDebugInformationALineIsNamed() throws Exception {
    try (Trace trace = record(1, Programs.program("culprit", "-g"))) {
      assertOne("remember_word (\\(culprit.c:21\\)|\\+0x.*)", sites(trace, 24));
    }
  }

  @Test
  void severalFramesNameTheCallersToo() throws Exception {
    try (Trace trace = record(3, Programs.program("culprit"))) {
      String frame = "\\+0x[0-9a-f]+ \\(culprit\\)";
      assertOne(
          "remember_word" + frame + " ← read_all" + frame + " ← main" + frame, sites(trace, 24));
    }
  }

  @Test
  void theCallerOfOperatorNewIsNamed() throws Exception {
    String program = Programs.cxxProgram("operators", folder);
    try (Trace trace = record(1, program)) {
      boolean isNamed = false;
      for (int site = 1; site <= trace.sites(); site++) {
        isNamed |= trace.siteName(site).startsWith("main");
      }
      assertTrue(isNamed, "no site in main");
    }
  }

  @Test
  void theFunctionsOfAForkedChildAreNamed() throws Exception {
    var options =
        new RecordOptions(
            List.of(Programs.program("family"), "fork"), folder.resolve("t.trace"), true, 1);
    Recording recording = new Recorder(line -> {}).record(options);
    try (Trace trace = RecordingFixture.trace(recording, 1)) {
      Set<String> sites = sites(trace, 2222);
      assertFalse(sites.isEmpty());
      assertTrue(sites.stream().allMatch(site -> site.contains("(family)")), sites.toString());
    }
  }
}
