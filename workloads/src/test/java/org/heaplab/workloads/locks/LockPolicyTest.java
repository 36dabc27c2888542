package org.heaplab.workloads.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockPolicyTest {
  /// What a script does with blocks `a`, `b` and so on, and what is locked: a lower-case letter is
  /// an access, an upper-case letter a free, `.` a malloc of another block.
  private static String locked(LockPolicy policy, String script) {
    try (Trace trace = trace(script)) {
      var text = new StringBuilder();
      LockSpans spans = policy.plan(trace.operations(), trace.count(), trace.slots()).begin();
      var holder =
          new LockSpans.Holder() {
            @Override
            public void hold(int slot) {
              text.append('[').append((char) ('a' + slot));
            }

            @Override
            public void release(int slot) {
              text.append((char) ('a' + slot)).append(']');
            }
          };
      for (long i = blocks(script); i < trace.count(); i++) {
        int slot = Operation.slot(trace.operations(), i);
        switch (Operation.kind(trace.operations(), i)) {
          case Operation.ACCESS -> {
            spans.before(slot, holder);
            text.append('*');
            spans.after(slot, holder);
          }
          case Operation.FREE -> {
            spans.freed(slot);
            text.append('-');
          }
          default -> text.append('.');
        }
      }
      return text.toString();
    }
  }

  private static int blocks(String script) {
    int last =
        script.toLowerCase(Locale.ROOT).chars().filter(Character::isLetter).max().orElse('a');
    return last - 'a' + 1;
  }

  private static Trace trace(String script) {
    var builder = new TraceBuilder();
    for (int i = 0; i < blocks(script); i++) builder.malloc(8);
    for (int i = 0; i < script.length(); i++) {
      char step = script.charAt(i);
      if (step == '.') builder.malloc(8);
      else if (Character.isUpperCase(step)) builder.free(step - 'A');
      else builder.access(step - 'a', 0, 8, false);
    }
    return builder.build("t", Provenance.UNKNOWN);
  }

  @Test
  void aBurstEndsWhenSoManyOtherOperationsFollow() {
    var burst = new LockPolicy.Burst(2);
    assertEquals("[a**a]", locked(burst, "aa"));
    assertEquals("[a*.*a]", locked(burst, "a.a"));
    assertEquals("[a*a]..[a*a]", locked(burst, "a..a"));
    assertEquals("[a*[b*b]*a]", locked(burst, "aba"));
    assertEquals("[a*a][b**b][a*a]", locked(burst, "abba"));
  }

  @Test
  void theLastBurstEndsWithItsLastAccessWhetherTheBlockIsFreedOrNot() {
    var burst = new LockPolicy.Burst(10);
    assertEquals("[a**a].-", locked(burst, "aa.A"));
    assertEquals("[a**a]..", locked(burst, "aa.."));
  }

  @Test
  void aLifeLastsFromTheFirstAccessToTheLast() {
    var life = new LockPolicy.Life();
    assertEquals(".[a*[b*b]......*a].", locked(life, ".ab......a."));
    assertEquals("[a*a]-[b*b]", locked(life, "aAb"));
  }

  /// In halves: each access of its own adds 2, each other access takes 1.
  @Test
  void steveCountsOwnAccessesAndOthers() {
    var steve = new LockPolicy.Steve();
    assertEquals("[a*[b**a]", locked(steve, "abb"));
    assertEquals("[a**[b****a]", locked(steve, "aabbbb"));
    assertEquals("[a*...", locked(steve, "a..."));
    assertEquals("[a*[b*[c*a]*b]*", locked(steve, "abccc"));
    assertEquals("[a*-[b**", locked(steve, "aAbb"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void steveAnswersAsCountersDo(long seed) {
    var random = new Random(seed);
    int blocks = 12;
    int[] halves = new int[blocks];
    boolean[] locked = new boolean[blocks];
    var builder = new TraceBuilder();
    for (int i = 0; i < blocks; i++) builder.malloc(8);
    try (Trace trace = builder.build("t", Provenance.UNKNOWN)) {
      LockSpans spans =
          new LockPolicy.Steve().plan(trace.operations(), trace.count(), trace.slots()).begin();
      var holder =
          new LockSpans.Holder() {
            @Override
            public void hold(int slot) {
              assertFalse(locked[slot]);
              locked[slot] = true;
            }

            @Override
            public void release(int slot) {
              assertTrue(locked[slot]);
              locked[slot] = false;
            }
          };
      long all = 0;
      int accesses = 100_000;
      for (int i = 0; i < accesses; i++) {
        int slot = random.nextInt(1 + random.nextInt(blocks));
        if (random.nextInt(50) == 0) {
          spans.freed(slot);
          locked[slot] = false;
          halves[slot] = 0;
        }
        spans.before(slot, holder);
        spans.after(slot, holder);
        for (int other = 0; other < blocks; other++) {
          halves[other] = other == slot ? halves[other] + 2 : Math.max(0, halves[other] - 1);
          assertEquals(halves[other] > 0, locked[other], "seed " + seed + ", access " + i);
          if (locked[other]) all++;
        }
      }
      assertTrue(all <= 3L * accesses, "more than three on average: " + all);
    }
  }

  @Test
  void sharesAreMeansOverOperations() {
    try (Trace trace = trace("a.a.bB")) {
      LockShares life = LockShares.of(trace, new LockPolicy.Life(), 2);
      // Two mallocs with nothing locked; one of three blocks locked; then nothing.
      assertEquals(1 / 3.0 / 5, life.blocks(), 1e-12);
      assertEquals(1 / 3.0 / 5, life.bytes(), 1e-12);
      assertEquals(List.of(3L, 5L), life.windows().stream().map(LockShares.Window::op).toList());
      assertEquals(1 / 3.0 / 3, life.windows().getFirst().blocks(), 1e-12);
    }
    try (Trace trace = trace("..")) {
      assertFalse(LockShares.areKnown(trace));
    }
  }

  @Test
  void policiesPrintAsTheyAreRead() {
    for (String text : List.of("burst=1", "burst=1000", "steve", "life")) {
      assertEquals(text, LockPolicy.parse(text).toString());
    }
    for (String text : List.of("", "burst", "burst=", "burst=0", "burst=-1", "Steve", "lives")) {
      var error = assertThrows(IllegalArgumentException.class, () -> LockPolicy.parse(text), text);
      assertTrue(error.getMessage().contains(text) || text.equals("burst=0"), error.getMessage());
    }
    assertEquals(
        List.of("burst=1000", "steve", "life"),
        LockPolicy.USUAL.stream().map(LockPolicy::toString).toList());
  }
}
