package org.heaplab.workloads.synthetic.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.workloads.LiveCurve;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.TraceStatistics;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadSpecificationTest {
  private static final String KINDS =
      """
      heaplab workload 1
      [sizes]
      small = 24*3 32*2 64..127
      [blocks kept]
      size = small
      life = phases:count=1
      [blocks short]
      size = lognormal:median=40,sigma=1,most=4K
      life = exponential:mean=200
      [blocks cached]
      size = 1000
      life = lru:budget=10000
      """;

  private static Trace generate(String text, long seed) {
    PhasedWorkload workload = PhasedWorkload.of(SpecFile.read("t.spec", text.lines().toList()));
    var trace = new TraceBuilder();
    workload.generate(new Sampler(seed), trace);
    return trace.build("t", Provenance.UNKNOWN);
  }

  @Test
  void theSameSeedGivesTheSameTraceAndAnotherAnother() {
    String text = KINDS + "[phase a]\nmallocs = 5000\nmix = kept short*2 cached*0.1\nthreads = 3\n";
    try (Trace one = generate(text, 1);
        Trace same = generate(text, 1);
        Trace other = generate(text, 2)) {
      assertEquals(-1, one.operations().mismatch(same.operations()));
      assertTrue(one.operations().mismatch(other.operations()) >= 0);
      assertEquals(List.of("a"), one.phases());
      assertEquals(5000, TraceStatistics.of(one).mallocs());
      assertEquals(3, TraceStatistics.of(one).threads());
    }
  }

  @Test
  void blocksOfAPhaseDieWithIt() {
    String phase = "[phase a]\nmallocs = 100\nmix = kept\n[phase b]\nmallocs = 10\nmix = kept\n";
    try (Trace trace = generate(KINDS + phase, 1)) {
      TraceStatistics statistics = TraceStatistics.of(trace);
      assertEquals(110, statistics.frees());
      assertEquals(0, statistics.endLiveBlocks());
    }
  }

  @Test
  void aCacheStaysWithinItsBudget() {
    try (Trace trace = generate(KINDS + "[phase a]\nmallocs = 100\nmix = cached\n", 1)) {
      assertEquals(10_000, TraceStatistics.of(trace).peakLiveBytes());
      assertEquals(10, TraceStatistics.of(trace).endLiveBlocks());
    }
  }

  @Test
  void livesInBalanceFollowLittlesLaw() {
    try (Trace trace = generate(KINDS + "[phase a]\nmallocs = 20000\nmix = short\n", 1)) {
      long live = TraceStatistics.of(trace).endLiveBlocks();
      assertEquals(200.0, (double) live, 50.0);
    }
  }

  @Test
  void liveBytesFollowTheirLine() {
    String phase = "[phase a]\nmallocs = 20000\nmix = short\nlive = 0 200K 200K 50K\n";
    try (Trace trace = generate(KINDS + phase, 1)) {
      assertEquals(200 << 10, (double) TraceStatistics.of(trace).peakLiveBytes(), 6 << 10);
      assertEquals(50 << 10, (double) LiveCurve.of(trace, 3).getLast().bytes(), 6 << 10);
    }
  }

  @Test
  void phasesAreRepeated() {
    String text = KINDS.replace("1\n[sizes]", "1\nrepeat = 3\n[sizes]");
    try (Trace trace = generate(text + "[phase a]\nmallocs = 7\nmix = kept\n", 1)) {
      assertEquals(21, TraceStatistics.of(trace).mallocs());
    }
  }

  @Test
  void theExampleOfTheReadmeCanBeMade() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```text\n") + "```text\n".length();
    try (Trace trace = generate(readme.substring(start, readme.indexOf("```", start)), 1)) {
      assertEquals(120_000, TraceStatistics.of(trace).mallocs());
    }
  }

  @Test
  void aFileMustBeginAsSpecificationsDo() {
    var e = assertThrows(TraceException.class, () -> generate("[phase a]", 1));
    assertTrue(e.getMessage().startsWith("t.spec, line 1: a specification must begin with"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "size = 24 | size = x | line 5: a size must be a number of bytes, a range as in 16..31, or one of [lognormal, power, uniform]: 'x'",
        "size = 24 | size = 24*x | line 5: a share must be a number from 0 to",
        "size = 24 | size = 9..3 | line 5: the largest size must be at least the smallest, 9: 3",
        "size = 24 | size = lognormal:median=0 | line 5: option median must be a size such as 64 or 16K",
        "size = 24 | sise = 24 | line 5: [blocks a] must have no keys but [size, life]: 'sise'",
        "size = 24 | size 24 | line 5: a line must be [HEADING] or key = value: 'size 24'",
        "size = 24 | life = forever | line 6: a key must be there once in its section: 'life'",
        "life = forever | life = long | line 6: a lifetime must be one of fixed, exponential, bimodal, by-size, phases, lru, forever: long",
        "life = forever | # none | line 4: [blocks a] must have a line: 'life = …'",
        "mallocs = 10 | mallocs = none | line 8: mallocs must be a whole number of at least 1: 'none'",
        "mallocs = 10 | # none | line 7: [phase p] must have a line: 'mallocs = …'",
        "mix = a | mix = b | line 9: a mix must be of kinds that a [blocks NAME] describes, [a]: 'b'",
        "mix = a | mix = a*0 | line 9: shares must have a positive sum: [0.0]",
        "[phase p] | [fase p] | line 7: a heading must be one of [sizes, blocks, phase]: 'fase'",
        "[phase p] | [] | line 7: a heading must be [KIND] or [KIND NAME]: '[]'",
        "repeat = 2 | repeat = 0 | line 2: repeat must be a whole number of at least 1",
      })
  void whatIsWrongIsSaidWithItsLine(String line, String wrong, String message) {
    String right =
        """
        heaplab workload 1
        repeat = 2

        [blocks a]
        size = 24
        life = forever
        [phase p]
        mallocs = 10
        mix = a
        """;
    generate(right, 1).close();
    assertTrue(right.contains(line));
    var e = assertThrows(TraceException.class, () -> generate(right.replace(line, wrong), 1));
    assertTrue(e.getMessage().startsWith("t.spec, " + message), e.getMessage());
  }

  @Test
  void everyLawCanBeWrittenAsItsListSays() {
    var sizes = new SizeNotation();
    SizeNotation.LAWS.forEach(law -> sizes.read(law.usage()));
    Stream<String> lives = LifetimeNotation.LAWS.stream().map(LawEntry::usage);
    lives.forEach(LifetimeNotation::read);
  }
}
