package org.heaplab.measure.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class ChildProcessTest {
  private static final int LIMIT_SECONDS = 30;

  /// Asks a child that never answers.
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      var never = new ProcessBuilder("sleep", "600");
      try (var child = new ChildProcess(never, Duration.ofMinutes(10))) {
        child.ask("space");
      }
    }
  }

  @Test
  void childOfProcessThatIsToldToEndEndsWithIt() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process parent =
        new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), Main.class.getName())
            .start();
    try {
      List<ProcessHandle> children = List.of();
      while (parent.isAlive() && children.isEmpty()) {
        Thread.sleep(10);
        children = parent.descendants().toList();
      }
      assertEquals(1, children.size(), "children");
      parent.destroy();
      assertTrue(parent.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the parent runs on");
      children.getFirst().onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }
}
