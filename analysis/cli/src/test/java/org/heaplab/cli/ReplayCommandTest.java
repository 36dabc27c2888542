package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.heaplab.cli.argument.TraceArgument;
import org.heaplab.cli.command.ReplayCommand;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Format;
import org.heaplab.measure.Progress;
import org.heaplab.measure.Replay;
import org.heaplab.measure.Result;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayCommandTest {
  private static final List<String> PROMISED =
      List.of(
          "trace",
          "allocator",
          "ops",
          "completed",
          "oom_at_op",
          "peak_live_bytes",
          "peak_footprint_bytes",
          "peak_ratio",
          "mean_ratio",
          "end_ratio",
          "metadata_bytes_at_peak",
          "internal_fragmentation",
          "external_fragmentation",
          "jw1",
          "jw2",
          "jw3",
          "jw4",
          "ns_per_op",
          "p50_ns",
          "p99_ns",
          "p999_ns",
          "max_ns",
          "compactions",
          "moved_bytes",
          "max_pause_ns");

  @TempDir Path folder;
  private String trace;

  @BeforeEach
  void makeTrace() throws IOException {
    trace = Logs.small(folder.resolve("small.rep")).toString();
  }

  @Test
  void jsonHasThePromisedFieldsInOrder() throws IOException {
    Heard heard = replay("-a", "bump,page", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    List<Object> rows = heard.json();
    assertEquals(2, rows.size());
    for (Object row : rows) assertPromised((Map<?, ?>) row);
    var bump = (Map<?, ?>) rows.getFirst();
    assertEquals("small", bump.get("trace"));
    assertEquals("bump", bump.get("allocator"));
    assertEquals(6, bump.get("ops"));
    assertEquals(true, bump.get("completed"));
    assertEquals(10768, bump.get("peak_live_bytes"));
  }

  private static void assertPromised(Map<?, ?> row) {
    assertEquals(PROMISED, List.copyOf(row.keySet()).subList(0, PROMISED.size()));
  }

  @Test
  void whatWasNotMeasuredIsNull() throws IOException {
    Heard heard = replay("-a", "bump", "--format", "json");
    assertTrue(heard.out().contains("\"ns_per_op\" : null"), heard.out());
    Heard csv = replay("-a", "bump", "--format", "csv");
    assertTrue(csv.outLines().getLast().startsWith("small,bump,6,true,,10768,"), csv.out());
  }

  @Test
  void aTableHasARowForEachAllocator() {
    Heard heard = replay("-a", "bump,page", "--verify");
    assertEquals(0, heard.status(), heard.err());
    assertEquals("small: 6 operations, at most 10.52 KiB live", heard.outLines().getFirst());
    assertTrue(heard.outLines().get(1).startsWith("allocator "), heard.out());
    assertTrue(heard.outLines().get(2).startsWith("bump "), heard.out());
    assertTrue(heard.outLines().get(3).startsWith("page "), heard.out());
  }

  @Test
  void anAllocatorThatMisbehavesFailsAndShowsNoFigures() throws IOException {
    var out = new StringWriter();
    var err = new StringWriter();
    var console = new Console(new PrintWriter(out), new PrintWriter(err), folder, false);
    Result right;
    try (Trace opened = new TraceArgument(console).open(trace)) {
      right =
          Replay.run(opened, List.of("bump"), Replay.usual(), ReplayOptions.DEFAULT, Progress.NONE)
              .getFirst();
    }
    var wrong = new Result(right.cell(), false, "blocks must not overlap: 8 bytes at 0x10");
    assertEquals(1, ReplayCommand.show(List.of(wrong), Format.JSON, console));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains(" is invalid: "), err.toString());
    var row = (Map<?, ?>) new Heard(1, out.toString(), "").json().getFirst();
    assertPromised(row);
    assertEquals("bump", row.get("allocator"));
    assertNull(row.get("peak_ratio"));
    assertNull(row.get("completed"));
  }

  @Test
  void aHeapThatIsTooSmallIsAResult() throws IOException {
    Heard heard = replay("-a", "page", "--heap", "8k", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    var row = (Map<?, ?>) heard.json().getFirst();
    assertEquals(false, row.get("completed"));
    assertTrue(((Number) row.get("oom_at_op")).longValue() < 6, row.toString());
  }

  @Test
  void spaceOnlyMeasuresNoTime() throws IOException {
    Heard heard = Heard.of("replay", trace, "-a", "bump", "--space-only", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    var row = (Map<?, ?>) heard.json().getFirst();
    for (String time : List.of("ns_per_op", "p50_ns", "p99_ns", "p999_ns", "max_ns")) {
      assertNull(row.get(time), time);
    }
    assertNotNull(row.get("peak_ratio"));
  }

  @Test
  void noLatencyLeavesOutThePercentiles() throws IOException {
    Heard heard =
        Heard.of(
            "replay", trace, "-a", "bump", "--rounds", "1", "--no-latency", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    var row = (Map<?, ?>) heard.json().getFirst();
    assertNotNull(row.get("ns_per_op"));
    for (String time : List.of("p50_ns", "p99_ns", "p999_ns", "max_ns")) {
      assertNull(row.get(time), time);
    }
  }

  @Test
  void helpNamesWhatCanBeLeftOut() {
    String help = Heard.of("replay", "--help").out();
    for (String option : List.of("--rounds", "--space-only", "--no-latency", "--touch")) {
      assertTrue(help.contains(option), help);
    }
  }

  @Test
  void blocksOfWhichNothingIsKnownAreWorthAWord() throws IOException {
    Path log = Files.writeString(folder.resolve("large.rep"), "0\n1\n1\n1\na 0 67108864\n");
    Heard heard = Heard.of("replay", log.toString(), "-a", "handle", "--space-only");
    assertEquals(0, heard.status(), heard.err());
    assertEquals(
        "heaplab: large: of 64.00 MiB live at its peak, 64.00 MiB are in blocks of which it is not "
            + "known how much the program touched; they are written whole, --touch changes it",
        heard.errLines().getFirst());
    assertTrue(heard.out().contains("64."), heard.out());
    Heard chosen =
        Heard.of("replay", log.toString(), "-a", "handle", "--space-only", "--touch", "first=0");
    assertEquals("", chosen.err());
    assertTrue(chosen.outLines().getLast().contains(" KiB "), chosen.out());
  }

  @Test
  void wrongArgumentsNameTheChoices() {
    assertRefused("an allocator must be one of", "-a", "nonsense");
    assertRefused("an option must be name=value", "-a", "buddy:speed=9");
    assertRefused("a size must be", "-a", "bump", "--heap", "much");
    assertRefused(
        "locks must be touch, none, hold=SHARE, recorded or recorded:POLICY",
        "-a",
        "bump",
        "--locks",
        "x");
    assertRefused("touch must be recorded, all or first=SIZE: x", "-a", "bump", "--touch", "x");
    assertRefused("a size must be", "-a", "bump", "--touch", "first=much");
    assertRefused("Missing required option", "--verify");
    Heard few = Heard.of("replay", trace, "-a", "bump", "--rounds", "-1");
    assertEquals(2, few.status());
    assertEquals(1, few.errLines().size(), few.err());
    Heard both = Heard.of("replay", trace, "-a", "bump", "--rounds", "2", "--space-only");
    assertEquals(2, both.status());
    assertTrue(both.err().contains("--space-only has no rounds"), both.err());
  }

  private void assertRefused(String said, String... arguments) {
    Heard heard = replay(arguments);
    assertEquals(2, heard.status(), heard.err());
    assertEquals("", heard.out());
    assertEquals(1, heard.errLines().size(), heard.err());
    assertTrue(heard.err().contains(said), heard.err());
  }

  /// Space only: how long it took says nothing here.
  private Heard replay(String... arguments) {
    var line = new ArrayList<>(List.of("replay", trace, "--rounds", "0"));
    line.addAll(List.of(arguments));
    return Heard.of(line.toArray(String[]::new));
  }
}
