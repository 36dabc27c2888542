package org.heaplab.report.fixed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.heaplab.report.FixedHeaps;
import org.heaplab.report.MadeUp;
import org.heaplab.report.fixed.BlockRanks.Standing;
import org.heaplab.report.fixed.SetUp.Contender;
import org.heaplab.report.statistics.Rounds;
import org.heaplab.results.ExperimentResults;
import org.junit.jupiter.api.Test;

class BlockRanksTest {
  private static final ExperimentResults RESULTS = FixedHeaps.results();
  private static final List<SetUp> SET_UPS = SetUp.of(RESULTS);

  private static List<Standing> standings(SetUp setUp) {
    return BlockRanks.of(RESULTS, setUp).standings();
  }

  @Test
  void theLoosestComesFirstAndTheTightestLast() {
    assertEquals(
        List.of(
            "4 × live, hold 0", "4 × live, hold 0.5", "1.2 × live, hold 0", "1.2 × live, hold 0.5"),
        SET_UPS.stream().map(SetUp::words).toList());
  }

  @Test
  void anAllocatorWithoutLocksOfItsOwnStandsInEverySetUp() {
    List<Contender> held = SET_UPS.getLast().contenders();
    assertEquals(
        List.of("mover@hold=0.5", "other@hold=0.5", "rigid"),
        held.stream().map(one -> one.measured().name()).toList());
    assertEquals(
        List.of("mover", "other", "rigid"), held.stream().map(one -> one.plain().name()).toList());
  }

  @Test
  void equalBlocksCostNobodyAPenaltyAndAreATie() {
    List<Standing> standings = standings(SET_UPS.getFirst());
    assertEquals(List.of(0.0, 0.0, 0.5), standings.stream().map(Standing::penalty).toList());
    assertEquals(List.of(1, 1, 3), standings.stream().map(Standing::rank).toList());
    assertEquals(List.of(true, true, false), standings.stream().map(Standing::tied).toList());
  }

  @Test
  void whatWasRefusedGivesNothingFromThenOn() {
    List<Standing> standings = standings(SET_UPS.getLast());
    assertEquals(List.of(1, 2, 3), standings.stream().map(Standing::rank).toList());
    Standing rigid = standings.getLast();
    assertEquals(FixedHeaps.RIGID, rigid.contender().plain());
    assertEquals(2.0 / 3, rigid.penalty(), 1e-9);
    assertEquals(0.15 / 3, rigid.ofHeap(), 1e-9);
    assertEquals(0, rigid.completed());
    assertFalse(rigid.tied());
  }

  @Test
  void compactionsAndBytesMovedAreCounted() {
    Standing mover = standings(SET_UPS.getLast()).getFirst();
    assertEquals(7, mover.compactions());
    assertEquals(700 / 4000.0, mover.movedShare(), 1e-9);
    assertEquals(0, mover.unmoved());
    assertEquals(1, standings(SET_UPS.getFirst()).getFirst().unmoved());
  }

  @Test
  void aTimeOverTheTraceCountsEveryOperationOnce() {
    SetUp loosest = SET_UPS.getFirst();
    var trace = RESULTS.traces().getFirst();
    Contender mover = loosest.contenders().getFirst();
    Rounds rounds = WindowTimes.over(trace, loosest, mover);
    assertEquals(MadeUp.PROCESSES, rounds.values().length);
    assertEquals((20 + 3 * 30) / 4.0, rounds.values()[0], 1e-9);
    assertEquals(Map.of(1.0, 22.5, 4.0, 32.5), WindowTimes.along(trace, loosest, mover));
  }

  @Test
  void timesAreComparedOfThoseThatWereTimed() {
    assertEquals(1, WindowTimes.traces(RESULTS, SET_UPS.getLast()).size());
    assertEquals(2, WindowTimes.timed(RESULTS, SET_UPS.getLast()).size());
    assertTrue(SetUp.of(MadeUp.results(RESULTS.experiment(), List.of())).isEmpty());
  }
}
