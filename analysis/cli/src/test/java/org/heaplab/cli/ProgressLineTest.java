package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.ProgressLine;
import org.junit.jupiter.api.Test;

final class ProgressLineTest {
  private final StringWriter err = new StringWriter();
  private long seconds;

  private ProgressLine line(boolean terminal) {
    var out = new PrintWriter(new StringWriter());
    var console = new Console(out, new PrintWriter(err), Path.of(""), terminal);
    return new ProgressLine(console, () -> Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void onATerminalOneLineChangesInPlace() {
    try (var line = line(true)) {
      line.at("space", 1, 8, null);
      line.at("time", 2, 8, Duration.ofSeconds(90));
      line.at("time", 3, 8, Duration.ofSeconds(200));
    }
    String erase = "\r\033[K";
    assertEquals(
        erase
            + "1 of 8: space"
            + erase
            + "2 of 8, 90 s left: time"
            + erase
            + "3 of 8, 3 min left: time"
            + erase,
        err.toString());
  }

  @Test
  void elsewhereEachTenthHasAPlainLine() {
    try (var line = line(false)) {
      seconds = 60;
      for (int done = 0; done <= 100; done++) line.at("time", done, 100, Duration.ofSeconds(9));
    }
    assertEquals(10, err.toString().lines().count());
    assertEquals("heaplab: 10 of 100, 9 s left", err.toString().lines().findFirst().orElseThrow());
  }

  @Test
  void elsewhereShortWorkIsQuiet() {
    try (var line = line(false)) {
      seconds = 4;
      for (int done = 0; done <= 100; done++) line.at("time", done, 100, null);
    }
    assertEquals("", err.toString());
  }

  @Test
  void aRemarkStandsOnALineOfItsOwn() {
    try (var line = line(true)) {
      line.at("space", 1, 8, null);
      line.note("tbb is left out");
    }
    assertEquals("\r\033[K1 of 8: space\r\033[Kheaplab: tbb is left out\n", err.toString());
  }
}
