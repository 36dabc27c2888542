package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.Linkage;
import org.heaplab.allocators.foreign.Symbols;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.record.CSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The C replay, on the C library's allocator and on broken ones.
class NativeReplayTest {
  private static final ReplayOptions OPTIONS = ReplayOptions.DEFAULT;

  private static Path program;
  private static Path broken;

  @BeforeAll
  static void compile() throws IOException {
    List<MeasuredAllocator> found = MeasuredAllocators.resolve(List.of("glibc"), OPTIONS).found();
    assumeFalse(found.isEmpty(), "needs a C compiler");
    program = ((MeasuredAllocator.Native) found.getFirst()).program();
    broken =
        new CSource(NativeReplayTest.class, "broken.c")
            .compile(CSource.Product.SHARED_OBJECT, "-fvisibility=default");
  }

  private static MeasuredAllocator broken(String prefix) {
    var symbols =
        new Symbols(
            prefix + "_malloc",
            prefix + "_free",
            prefix + "_realloc",
            prefix + "_posix_memalign",
            prefix + "_malloc_usable_size");
    var library =
        new ForeignLibrary(
            prefix,
            "",
            Linkage.PREFIXED,
            symbols,
            "",
            Optional.empty(),
            "no package",
            Map.of(),
            "");
    return new MeasuredAllocator.Native(prefix, "test", program, library, broken);
  }

  private static Result replay(MeasuredAllocator subject) throws IOException {
    try (Trace trace = TestTraces.churn(3, 5_000)) {
      return TestReplay.spaceAndVerification(trace, List.of(subject), OPTIONS).getFirst();
    }
  }

  private static void assertInvalid(String prefix, String reason) throws IOException {
    Result result = replay(broken(prefix));
    assertFalse(result.valid());
    assertTrue(result.reason().contains(reason), result.reason());
  }

  @Test
  void systemAllocatorIsValid() throws IOException {
    Result result =
        replay(MeasuredAllocators.resolve(List.of("glibc"), OPTIONS).found().getFirst());
    assertTrue(result.valid(), result.reason());
    assertTrue(result.cell().hasSpace() && result.cell().completed());
  }

  @Test
  void overlappingBlocksAreNoticed() throws IOException {
    assertInvalid("overlap", "blocks must not overlap");
  }

  @Test
  void lostContentsAreNoticed() throws IOException {
    assertInvalid("forget", "a block must keep its contents");
  }

  @Test
  void crashEndsThePassOnly() throws IOException {
    assertInvalid("crash", "killed by signal 6");
  }

  @Test
  void signalNineIsNotTheAllocators() throws IOException {
    Result result = replay(broken("kill"));
    assertTrue(result.valid());
    assertTrue(result.isUnfinished());
    assertFalse(result.cell().hasSpace());
    assertTrue(result.reason().contains("during 'space'"), result.reason());
    assertTrue(result.reason().contains("memory"), result.reason());
  }

  @Test
  void missingSymbolIsNamed() throws IOException {
    assertInvalid("absent", "the library must have the symbol absent_malloc");
  }

  @Test
  void refusedRequestIsAResult() throws IOException {
    Result result = replay(broken("refuse"));
    assertTrue(result.valid(), result.reason());
    assertFalse(result.cell().completed());
    assertTrue(Metrics.OOM_AT_OP.of(result.cell()) >= 1000);
  }

  /// The last block keeps the freed ones before it from being given back, until somebody asks.
  @Test
  void whatIsCalledAtPhasesIsCalled() throws IOException {
    var builder = new TraceBuilder();
    int[] slots = new int[10_000];
    for (int i = 0; i < slots.length; i++) slots[i] = builder.malloc(1_000);
    for (int i = 0; i < slots.length - 1; i++) builder.free(slots[i]);
    builder.phase("end");
    builder.free(builder.malloc(10));
    try (Trace trace = builder.build("phases", Provenance.UNKNOWN)) {
      List<Result> results =
          TestReplay.space(
              trace,
              MeasuredAllocators.resolve(List.of("glibc", "glibc-trim"), OPTIONS).found(),
              OPTIONS);
      double untrimmed = results.get(0).cell().number(Tables.SPACE, "end_footprint_bytes");
      double trimmed = results.get(1).cell().number(Tables.SPACE, "end_footprint_bytes");
      assertTrue(trimmed < untrimmed / 4, () -> trimmed + ", " + untrimmed);
      assertEquals(
          "malloc_trim(0) at phase marks", results.get(1).cell().value(Tables.SPACE, "settings"));
      Object version = results.get(1).cell().value(Tables.SPACE, "version");
      assertTrue(version.toString().endsWith("libc.so.6, linked"), version::toString);
    }
  }

  @Test
  void nativeAllocatorIsLeftOutOfAFixedHeap() {
    MeasuredAllocators subjects =
        MeasuredAllocators.resolve(List.of("glibc"), OPTIONS.withHeap(1 << 20));
    assertEquals(List.of(), subjects.found());
    assertEquals("a native allocator has no heap limit", subjects.missing().getFirst().reason());
  }
}
