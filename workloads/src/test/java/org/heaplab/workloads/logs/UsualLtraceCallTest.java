package org.heaplab.workloads.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The usual lines of ltrace are read in a way of their own while no call is unfinished, and must
/// be read as all others are.
class UsualLtraceCallTest {
  private static final int LINES = 20_000;
  private static final String UNFINISHED = "77 malloc(9 <unfinished ...>\n";

  private static final List<List<String>> PARTS =
      List.of(
          List.of("", "", "", " ", "77 ", "77", "[pid 77] ", "[pid 0x7] ", "99999999999999999999 "),
          List.of("", "", "", "12:34:56 ", "1754.25 ", "3 ", "[0x40118d] ", "[] ", "5:[0x4] "),
          List.of("", "", "", "w->", "libstdc++.so.6->", "a-b->", "a-->", "a b->", "->"),
          List.of("malloc(", "free(", "realloc(", "calloc(", "memalign(", "mallocx(", "malloc ("),
          List.of("16", "0x10", "-1", "nil", "", "0xA", "0x", "16,16", "18446744073709551616"),
          List.of("", "", ", 32", ", 0x20", ",32", ", nil", ", 5, 6", ", 5, 6, 7"),
          List.of(")", ")    ", "", "\t) "),
          List.of("= 0x50", " = 0x60", "= <void>", "= 0x70 ", "= nil", "=0x50", "", "= 80"),
          List.of("", "", "", " <0.000124>", " <>", "<0.1>", " x", " "));

  private static String line(Random random) {
    var line = new StringBuilder();
    for (List<String> part : PARTS) line.append(part.get(random.nextInt(part.size())));
    return line.toString();
  }

  private static List<String> told(String line) {
    String first = "77 malloc(8)     = 0x10\n77 malloc(8)     = 0x20\n";
    return LogText.told(first + line + "\n");
  }

  private static List<String> toldWithoutTheWay(String line) {
    String first = "77 malloc(8)     = 0x10\n77 malloc(8)     = 0x20\n";
    var told = new ArrayList<>(LogText.told(first + UNFINISHED + line + "\n"));
    assertTrue(told.remove("1 HIDDEN_RESULT"), told.toString());
    return told;
  }

  @Test
  void areReadAsAllOthersAre() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    for (int i = 0; i < LINES; i++) {
      String line = line(random);
      assertEquals(toldWithoutTheWay(line), told(line), "seed " + seed + ": " + line);
    }
  }
}
