package org.heaplab.workloads.synthetic.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.profile.TraceProfile;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.spec.SpecFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FittedWorkloadTest {
  /// Two windows of eight operations: in the first, four blocks that the second frees, one that is
  /// freed at once, one that is resized at once.
  private static Trace byHand() {
    var builder = new TraceBuilder();
    int[] kept = new int[4];
    for (int i = 0; i < 4; i++) kept[i] = builder.malloc(24);
    int brief = builder.malloc(100);
    builder.free(brief);
    int grown = builder.malloc(8);
    builder.realloc(grown, 16);
    for (int slot : kept) builder.free(slot);
    for (int i = 0; i < 4; i++) builder.malloc(32);
    return builder.build("by hand", Provenance.UNKNOWN);
  }

  private static String text(FittedWorkload workload) {
    var text = new StringWriter();
    try {
      workload.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static FittedWorkload read(String text) {
    return FittedWorkload.of(SpecFile.read("f.spec", text.lines().toList()));
  }

  private static Trace generate(FittedWorkload workload, long seed) {
    var trace = new TraceBuilder();
    workload.generate(new Sampler(seed), trace);
    return trace.build(workload.of(), Provenance.UNKNOWN);
  }

  @Test
  void theFitOfATraceIsWhatItDoesInEachWindow() {
    try (Trace trace = byHand()) {
      assertEquals(
          """
          heaplab workload 1
          of = by-hand

          [window 1]
          operations = 8
          order = any
          runs = 0.200
          ends = 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
          8 = s1r
          24 = w2*4
          100 = s1
          8>16 = n

          [window 2]
          operations = 8
          order = birth
          runs = 0.000
          ends = 1 0 1 0 1 0 1 0 0 0 0 0 0 0 0 0
          32 = n*4
          """,
          text(FittedWorkload.of(trace, 2)));
    }
  }

  @Test
  void whatIsReadIsWhatWasWritten() {
    try (Trace trace = WorkloadCatalogue.find("browser:pages=2,blocks=3000").generate()) {
      String text = text(FittedWorkload.of(trace, 20));
      assertEquals(text, text(read(text)));
    }
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    try (Trace trace = WorkloadCatalogue.find("browser:pages=2,blocks=3000").generate()) {
      FittedWorkload fitted = FittedWorkload.of(trace, 20);
      try (Trace one = generate(fitted, 4);
          Trace same = generate(fitted, 4);
          Trace other = generate(fitted, 5)) {
        assertEquals(-1, one.operations().mismatch(same.operations()));
        assertTrue(one.operations().mismatch(other.operations()) >= 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"browser:pages=4", "phases:limit=2M", "comb:live=1M", "stationary"})
  void aFittedWorkloadIsLikeItsTrace(String workload) {
    try (Trace trace = WorkloadCatalogue.find(workload).generate();
        Trace fitted = generate(FittedWorkload.of(trace, FittedWorkload.WINDOWS), 1)) {
      TraceProfile original = TraceProfile.of(trace);
      TraceProfile profile = TraceProfile.of(fitted);
      double sizes = original.sizes().distance(profile.sizes());
      double lifetimes = original.lifetimes().distance(profile.lifetimes());
      double live = original.liveError(profile);
      assertTrue(
          sizes <= 0.05 && lifetimes <= 0.10 && live <= 0.05, sizes + " " + lifetimes + " " + live);
      TraceStatistics one = TraceStatistics.of(trace);
      TraceStatistics other = TraceStatistics.of(fitted);
      assertEquals(1, (double) other.ops() / one.ops(), 0.01);
      assertEquals(1, (double) other.peakLiveBytes() / one.peakLiveBytes(), 0.1);
    }
  }

  @Test
  void aTraceWithoutOperationsHasNoWindows() {
    try (Trace trace = new TraceBuilder().build("none", Provenance.UNKNOWN);
        Trace made = generate(FittedWorkload.of(trace, 3), 1)) {
      assertEquals(0, made.count());
    }
  }

  @Test
  void largeBlocksAreTouchedAsMuchAsInTheTrace() {
    var builder = new TraceBuilder();
    for (int i = 0; i < 10; i++) builder.touched(builder.malloc(1 << 20), 1 << 18);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN);
        Trace made = generate(FittedWorkload.of(trace, 1), 1)) {
      assertEquals(10 << 18, TraceStatistics.of(made).peakTouchedBytes());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "24 = w2*4 | 24 = w3 | line 7: an end must be in windows 1 to 2: 'w3'",
        "24 = w2*4 | 24 = x | line 7: an end must be s1 to s",
        "24 = w2*4 | 24 = n*0 | line 7: a count must be a whole number of at least 1: 'n*0'",
        "24 = w2*4 | 24>x = n | line 7: a size must be as in 24 or 33..40: 'x'",
        "[window 2] | [window 3] | line 8: the next window must be [window 2]: '3'",
        "order = any | order = none | line 5: order must be one of birth, reverse, any: 'none'",
        "runs = 0 | runs = 2 | line 6: runs must be a number from 0 to 1: '2'",
      })
  void whatIsWrongIsSaidWithItsLine(String line, String wrong, String message) {
    String right =
        """
        heaplab workload 1
        of = a
        [window 1]
        operations = 8
        order = any
        runs = 0
        24 = w2*4
        [window 2]
        operations = 4
        order = birth
        """;
    generate(read(right), 1).close();
    assertTrue(right.contains(line));
    var e =
        assertThrows(
            TraceException.class,
            () -> read(right.replaceFirst(Pattern.quote(line), Matcher.quoteReplacement(wrong))));
    assertTrue(e.getMessage().startsWith("f.spec, " + message), e.getMessage());
  }

  @Test
  void windowsMustBeAtLeastOne() {
    try (Trace trace = byHand()) {
      assertThrows(IllegalArgumentException.class, () -> FittedWorkload.of(trace, 0));
    }
  }

  @Test
  void bucketsOfLifetimesAreReadAsTheyAreWritten() {
    var random = new Sampler(1);
    for (long life : List.of(1L, 7L, 8L, 9L, 15L, 16L, 1000L, 123_456L)) {
      End end = End.soon(life, false);
      assertEquals(end, End.of(end.toString()));
      for (int i = 0; i < 20; i++) {
        assertEquals(end, End.soon(end.operations(random), false), life + " operations");
      }
    }
  }
}
