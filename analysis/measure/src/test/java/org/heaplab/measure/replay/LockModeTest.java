package org.heaplab.measure.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import org.heaplab.measure.ScriptedHeap;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;

class LockModeTest {
  private static List<String> calls(LockMode mode) throws IOException {
    var builder = new TraceBuilder();
    int slot = builder.malloc(8, 6);
    builder.lock(slot);
    builder.access(slot, 4, 4, true);
    builder.realloc(slot, 16);
    builder.free(slot);
    try (Trace trace = builder.build("calls", Provenance.UNKNOWN)) {
      return calls(mode, trace, new ScriptedHeap(1, 1, 1));
    }
  }

  private static List<String> calls(LockMode mode, Trace trace, ScriptedHeap heap)
      throws IOException {
    try (ReplayFile file = ReplayFile.write(trace);
        heap) {
      ReplayFile.View view = ReplayFile.View.map(file.path());
      try (var slots = new SlotTable(view)) {
        Client client = Client.of(mode, new Client.Setting(view, heap, slots, true));
        assertEquals(view.records(), client.run(0, view.records()));
      }
      return heap.calls();
    }
  }

  @Test
  void touchLocksAroundEachUseOnly() throws IOException {
    assertEquals(
        List.of(
            "malloc 8 at 64",
            "lock 1",
            "unlock 1", //
            "lock 1",
            "unlock 1", //
            "realloc 1 16",
            "lock 1",
            "unlock 1", //
            "free 1"),
        calls(LockMode.parse("touch")));
  }

  @Test
  void noneDoesNothingBesides() throws IOException {
    assertEquals(
        List.of("malloc 8 at 64", "realloc 1 16", "free 1"), calls(LockMode.parse("none")));
  }

  @Test
  void holdUnlocksForReallocAndFreeOnly() throws IOException {
    assertEquals(
        List.of(
            "malloc 8 at 64",
            "lock 1",
            "unlock 1",
            "lock 1", //
            "lock 1",
            "unlock 1", //
            "unlock 1",
            "realloc 1 16",
            "lock 1",
            "unlock 1",
            "lock 1", //
            "unlock 1",
            "free 1"),
        calls(LockMode.parse("hold=1")));
    assertEquals(calls(LockMode.parse("touch")), calls(LockMode.parse("hold=0")));
  }

  @Test
  void recordedFollowsTheTrace() throws IOException {
    assertEquals(
        List.of(
            "malloc 8 at 64",
            "lock 1",
            "unlock 1", //
            "lock 1", //
            "lock 1",
            "unlock 1", //
            "unlock 1",
            "realloc 1 16",
            "lock 1",
            "unlock 1",
            "lock 1", //
            "unlock 1",
            "free 1"),
        calls(LockMode.parse("recorded")));
  }

  @Test
  void aPolicyHoldsWhatItInfersFromAccesses() throws IOException {
    var builder = new TraceBuilder();
    int slot = builder.malloc(8);
    builder.access(slot, 0, 4, true);
    int other = builder.malloc(8);
    builder.access(slot, 4, 4, false);
    builder.free(other);
    builder.free(slot);
    try (Trace trace = builder.build("calls", Provenance.UNKNOWN)) {
      assertEquals(
          List.of(
              "malloc 8", //
              "lock 1",
              "unlock 1", //
              "lock 1", //
              "malloc 8",
              "lock 2",
              "unlock 2", //
              "unlock 1",
              "free 2",
              "free 1"),
          calls(LockMode.parse("recorded:life"), trace, new ScriptedHeap(1, 2, 2, 1)));
    }
  }

  @Test
  void steveLeavesNoLockBehind() throws IOException {
    var builder = new TraceBuilder();
    int slot = builder.malloc(8);
    builder.access(slot, 0, 4, true);
    builder.realloc(slot, 16);
    builder.free(slot);
    try (Trace trace = builder.build("calls", Provenance.UNKNOWN)) {
      assertEquals(
          List.of(
              "malloc 8",
              "lock 1",
              "unlock 1", //
              "lock 1", //
              "unlock 1",
              "realloc 1 16",
              "lock 1",
              "unlock 1",
              "lock 1", //
              "unlock 1",
              "free 1"),
          calls(LockMode.parse("recorded:steve"), trace, new ScriptedHeap(1, 1, 1)));
    }
  }

  @Test
  void modesPrintAsTheyAreRead() {
    for (String text :
        List.of(
            "touch",
            "none",
            "recorded",
            "recorded:burst=7",
            "recorded:steve",
            "hold=0.25",
            "hold=0.25@7")) {
      assertEquals(text, LockMode.parse(text).toString());
    }
  }

  @Test
  void unknownModeIsRefused() {
    for (String text :
        List.of(
            "", "hold", "hold=x", "hold=2", "hold=NaN", "lock", "recorded:", "recorded:burst=0")) {
      assertThrows(IllegalArgumentException.class, () -> LockMode.parse(text), text);
    }
  }
}
