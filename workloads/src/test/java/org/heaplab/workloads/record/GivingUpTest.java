package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A program may give up rights and other things after its start; it is recorded to its end.
@Timeout(60)
class GivingUpTest {
  @TempDir private Path folder;

  @BeforeAll
  static void assumeCompiler() {
    Programs.assumeCompiler();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rights", "root", "descriptors", "environment", "system calls"})
  void losesNothing(String what) throws Exception {
    boolean needsRoot = what.equals("rights") || what.equals("root");
    assumeTrue(!needsRoot || "root".equals(System.getProperty("user.name")), "for root only");
    Recording recording =
        new RecordingFixture(folder).withChildren(Programs.program("gives-up"), what);
    assertEquals(OptionalInt.of(0), recording.exitStatus());
    assertEquals(List.of(), recording.remarks());
    assertEquals(2, recording.processes().size());
    for (Recording.Recorded process : recording.processes()) {
      assertEquals(0, process.lost());
      assertEquals(0, process.stopped());
    }
    try (Trace parent = RecordingFixture.trace(recording, 0);
        Trace child = RecordingFixture.trace(recording, 1)) {
      assertEquals(300_000, RecordedCalls.count(parent, "malloc 777"));
      assertEquals(150_000, RecordedCalls.count(parent, "free 777"));
      assertEquals(3, RecordedCalls.threads(parent));
      assertEquals(10, RecordedCalls.count(child, "malloc 555"));
      assertEquals(200_000, RecordedCalls.count(child, "malloc 777"));
      assertEquals(100_000, RecordedCalls.count(child, "malloc 888"));
    }
  }
}
