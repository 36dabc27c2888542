package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.table.Tables;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Test;

/// An allocator that breaks its contract makes its run invalid, and nobody else's.
class MisbehaviourTest {
  private static final ReplayOptions SPACE = ReplayOptions.DEFAULT;

  private static Result replay(String allocator, ReplayOptions options) throws IOException {
    try (Trace trace = TestTraces.churn(2, 5_000)) {
      List<MeasuredAllocator> subjects =
          List.of(TestChild.subject("bump"), TestChild.subject(allocator));
      List<Result> results = TestReplay.spaceAndVerification(trace, subjects, options);
      assertTrue(results.get(0).valid(), results.get(0).reason());
      return results.get(1);
    }
  }

  private static void assertInvalid(String allocator, String reason) throws IOException {
    assertInvalid(allocator, reason, SPACE);
  }

  private static void assertInvalid(String allocator, String reason, ReplayOptions options)
      throws IOException {
    Result result = replay(allocator, options);
    assertFalse(result.valid());
    assertTrue(result.reason().contains(reason), result.reason());
  }

  @Test
  void overlappingBlocksAreNoticed() throws IOException {
    assertInvalid("overlap", "a handle is given to one block at a time");
  }

  @Test
  void lostContentsAreNoticed() throws IOException {
    assertInvalid("forgetful", "a block keeps its content");
  }

  @Test
  void footprintThatIsNotCountedIsNoticedWithoutVerifying() throws IOException {
    assertInvalid("leaking", "footprint must equal");
  }

  @Test
  void causesThatDoNotSumToTheFootprintAreNoticedAtEachWalk() throws IOException {
    try (Trace trace = TestTraces.churn(2, 5_000)) {
      Result result =
          TestReplay.causes(trace, List.of(TestChild.subject("tiring")), SPACE).getFirst();
      assertFalse(result.valid());
      assertTrue(result.reason().contains("the causes must sum to the footprint"), result.reason());
      assertFalse(result.cell().has(Tables.CAUSE));
    }
  }

  @Test
  void crashIsTheAllocatorsOwn() throws IOException {
    assertInvalid("crash", "SIGSEGV");
  }

  @Test
  void childThatLeavesIsInvalid() throws IOException {
    assertInvalid("exit", "the process ended with status 3 during 'space'");
  }

  @Test
  void childThatIsKilledIsNotTheAllocators() throws IOException {
    Result result = replay("killed", SPACE);
    assertTrue(result.valid());
    assertTrue(result.isUnfinished());
    assertTrue(result.reason().contains("during 'space'"), result.reason());
    assertTrue(result.reason().contains("memory"), result.reason());
  }

  @Test
  void childForWhichTheSystemHasNoMemoryIsNotTheAllocators() throws IOException {
    Result result = replay("starved", SPACE);
    assertTrue(result.valid());
    assertTrue(result.isUnfinished());
    assertEquals("nothing is left", result.reason());
  }

  @Test
  void childThatDoesNotAnswerInTimeIsNotFinished() throws IOException {
    Result result = replay("hang", SPACE.withPatience(Duration.ofSeconds(5)));
    assertTrue(result.valid());
    assertTrue(result.isUnfinished());
    assertEquals("no answer to 'space' within 5 s", result.reason());
  }
}
