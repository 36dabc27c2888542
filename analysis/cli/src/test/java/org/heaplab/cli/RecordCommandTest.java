package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.heaplab.cli.work.InstalledPrograms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecordCommandTest {
  @TempDir Path folder;

  @BeforeEach
  void needsACompiler() {
    assumeTrue(InstalledPrograms.find("cc").isPresent(), "no C compiler");
  }

  @Test
  void whatWasRecordedCanBeReplayed() {
    String trace = folder.resolve("sort.trace").toString();
    Heard recorded = Heard.of("record", "-o", trace, "--", "sort", "/dev/null");
    assertEquals(0, recorded.status(), recorded.err());
    assertEquals("", recorded.out());
    Heard heard = Heard.of("replay", trace, "-a", "bump", "--rounds", "0", "--verify");
    assertEquals(0, heard.status(), heard.err());
  }

  @Test
  void optionsAfterTheProgramAreTheProgramsOwn() {
    String trace = folder.resolve("sort.trace").toString();
    assertEquals(
        0, Heard.of("record", "-o", trace, "sort", "-o", "/dev/null", "/dev/null").status());
  }

  @Test
  void aProgramThatIsNotThereGivesOneLine() {
    Heard heard =
        Heard.of("record", "-o", folder.resolve("t.trace").toString(), "--", "/no/such/program");
    assertEquals(1, heard.status());
    assertEquals(1, heard.errLines().size(), heard.err());
    assertTrue(heard.err().contains("/no/such/program"), heard.err());
  }

  @Test
  void aProgramIsNeeded() {
    assertEquals(2, Heard.of("record", "-o", "t.trace").status());
  }
}
