package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir Path folder;

  @Test
  void wrongArgumentsNameTheChoices() {
    assertRefused(2, "an experiment must be one of", "nonsense", "--out", folder.resolve("r") + "");
    assertRefused(2, "a suite must be one of quick, full: huge", "--suite", "huge");
  }

  @Test
  void unknownAllocatorsAndWorkloadsAreRefused() {
    assertRefused(2, "an allocator must be one of", "--allocators", "handle,nonsense");
    assertRefused(
        1, "nonsense: no such file, bundled trace or workload", "--workloads", "nonsense");
    assertRefused(2, "option pages must be", "--workloads", "browser:pages=0");
  }

  @Test
  void aRunIsNotOverwritten() throws IOException {
    Files.writeString(folder.resolve("manifest.json"), "{}");
    assertRefused(2, "holds a run already", "--out", folder.toString());
  }

  @Test
  void thereHasToBeARunToResume() {
    assertRefused(1, "there is no run to resume in", "--resume");
  }

  private void assertRefused(int status, String said, String... options) {
    var line = new String[options.length + 1];
    line[0] = "run";
    System.arraycopy(options, 0, line, 1, options.length);
    Heard heard = Heard.of(folder, line);
    assertEquals(status, heard.status(), heard.err());
    assertEquals(1, heard.errLines().size(), heard.err());
    assertTrue(heard.err().contains(said), heard.err());
  }
}
