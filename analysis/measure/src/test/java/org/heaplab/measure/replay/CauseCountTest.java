package org.heaplab.measure.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.heaplab.allocators.HeapVisitor;
import org.heaplab.allocators.HeapVisitor.Part;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.results.table.Cause;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

/// What is counted of heaps whose walk is written by hand. Each has one live block of 100 bytes, or
/// of a MiB of which the program touches 5000.
class CauseCountTest {
  private static final int PAGE = 4096;
  private static final long BASE = 1L << 40;
  private static final int LARGE = 1 << 20;
  private static final int TOUCHED = 5000;

  private static CauseCount count(Trace made, long footprint, Consumer<HeapVisitor> walk)
      throws IOException {
    var heap =
        new ScriptedHeap(footprint) {
          @Override
          public void walk(HeapVisitor visitor) {
            walk.accept(visitor);
          }
        };
    try (Trace trace = made;
        ReplayFile file = ReplayFile.write(trace);
        heap) {
      ReplayFile.View view = ReplayFile.View.map(file.path());
      var replay = new HeapReplay(view, null, new LockMode.None(), 0);
      Client client = replay.client(heap, false);
      var live = new LiveBytes(view, replay.slots());
      for (long record = 0; record < view.records(); record++) live.step(client, record);
      return CauseCount.of(heap, live);
    }
  }

  private static Trace small() {
    var builder = new TraceBuilder();
    builder.malloc(100);
    return builder.build("small", Provenance.UNKNOWN);
  }

  private static Trace large() {
    var builder = new TraceBuilder();
    builder.touched(builder.malloc(LARGE), TOUCHED);
    return builder.build("large", Provenance.UNKNOWN);
  }

  private static void assertCauses(CauseCount count, Object... expected) {
    var causes = new EnumMap<Cause, Long>(Cause.class);
    for (int i = 0; i < expected.length; i += 2) {
      causes.put((Cause) expected[i], ((Number) expected[i + 1]).longValue());
    }
    var found = new EnumMap<Cause, Long>(Cause.class);
    for (Cause cause : Cause.values()) {
      if (count.bytes(cause) != 0) found.put(cause, count.bytes(cause));
    }
    assertEquals(Map.copyOf(causes), Map.copyOf(found));
    assertEquals(Optional.empty(), count.disagreement());
  }

  @Test
  void payloadBeyondTheRequestIsPadding() throws IOException {
    CauseCount count =
        count(
            small(),
            120,
            visitor -> {
              visitor.area("blocks", BASE, 120);
              visitor.metadata(BASE, 8, 8);
              visitor.part(Part.HEADERS, 8);
              visitor.used(1, BASE + 8, 112, 0);
            });
    assertCauses(count, Cause.LIVE, 100, Cause.PADDING, 12, Cause.HEADERS, 8);
  }

  @Test
  void freeBytesBesideBlocksAreFreeBlocksAndWholePagesAreFreePages() throws IOException {
    CauseCount count =
        count(
            small(),
            4 * PAGE,
            visitor -> {
              visitor.area("blocks", BASE, 4 * PAGE);
              visitor.used(1, BASE, 104, 0);
              visitor.free(BASE + 104, 4 * PAGE - 204, 4 * PAGE - 204);
              visitor.metadata(BASE + 4 * PAGE - 100, 100, 100);
            });
    assertCauses(
        count,
        Cause.LIVE,
        100,
        Cause.PADDING,
        4,
        Cause.FREE_BLOCKS,
        2 * PAGE - 204,
        Cause.FREE_PAGES,
        2 * PAGE,
        Cause.METADATA,
        100);
  }

  @Test
  void pagesThatWereGivenBackAreNotHeld() throws IOException {
    CauseCount count =
        count(
            small(),
            2 * PAGE,
            visitor -> {
              visitor.area("blocks", BASE, 4 * PAGE);
              visitor.used(1, BASE, 104, 0);
              visitor.free(BASE + 104, 4 * PAGE - 108, 2 * PAGE - 108);
              visitor.metadata(BASE + 4 * PAGE - 4, 4, 4);
            });
    assertCauses(
        count,
        Cause.LIVE,
        100,
        Cause.PADDING,
        4,
        Cause.FREE_BLOCKS,
        2 * PAGE - 108,
        Cause.METADATA,
        4);
  }

  @Test
  void whatTheHeapTellsStandsBeforeWhatThePlaceSays() throws IOException {
    CauseCount count =
        count(
            small(),
            2 * PAGE,
            visitor -> {
              visitor.area("slab pages", BASE, PAGE);
              visitor.free(BASE, PAGE, PAGE);
              visitor.part(Part.FREE_SLOTS, PAGE - 16);
              visitor.part(Part.PAGE_TAILS, 16);
              visitor.area("table", BASE + PAGE, PAGE);
              visitor.used(1, BASE + PAGE, 100, 0);
              visitor.metadata(BASE + PAGE + 100, PAGE - 100, PAGE - 100);
              visitor.part(Part.ENTRIES, 6);
              visitor.part(Part.UNUSED_ENTRIES, 1000);
            });
    assertCauses(
        count,
        Cause.LIVE,
        100,
        Cause.FREE_SLOTS,
        PAGE - 16,
        Cause.PAGE_TAILS,
        16,
        Cause.ENTRIES,
        6,
        Cause.UNUSED_ENTRIES,
        1000,
        Cause.METADATA,
        PAGE - 1106);
  }

  /// Two pages and the block's end are held.
  @Test
  void ofABlockThatIsTouchedInPartTheRestOfItsHeldPagesIsUntouched() throws IOException {
    CauseCount count =
        count(
            large(),
            3 * PAGE,
            visitor -> {
              visitor.area("blocks", BASE, LARGE + 8);
              visitor.used(1, BASE, LARGE + 8, 0);
              visitor.untouched(LARGE + 8 - 3 * PAGE);
            });
    assertCauses(
        count, Cause.LIVE, TOUCHED, Cause.UNTOUCHED, 3 * PAGE - TOUCHED - 8, Cause.PADDING, 8);
  }

  @Test
  void causesThatDoNotSumToTheFootprintAreADisagreement() throws IOException {
    CauseCount count =
        count(
            small(),
            PAGE,
            visitor -> {
              visitor.area("blocks", BASE, 104);
              visitor.used(1, BASE, 104, 0);
            });
    assertEquals(
        Optional.of("the causes must sum to the footprint: 104, 4096"), count.disagreement());
  }

  @Test
  void aBlockSmallerThanItsRequestIsADisagreement() throws IOException {
    CauseCount count =
        count(
            small(),
            90,
            visitor -> {
              visitor.area("blocks", BASE, 90);
              visitor.used(1, BASE, 90, 0);
            });
    assertEquals(
        Optional.of("a cause must not have less than no bytes: PADDING=-10"), count.disagreement());
  }
}
