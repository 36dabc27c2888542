package org.heaplab.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.heaplab.measure.ReplayChild;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;

/// What the script `heaplab` runs once, so that the JVM learns which classes to have ready: a
/// listing, a short replay, and the work of such a replay's child, but in this process.
public final class Training {
  private static final String WORKLOAD = "churn:blocks=2000,turns=2";
  private static final String ALLOCATOR = "handle";

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    var commands = Heaplab.commandLine(Main.console());
    commands.execute("list");
    commands.execute("replay", WORKLOAD, "-a", ALLOCATOR, "--space-only", "--verify");
    try (Trace trace = WorkloadCatalogue.find(WORKLOAD).generate();
        ReplayFile file = ReplayFile.write(trace)) {
      System.setIn(
          new ByteArrayInputStream("space\nverify\nquit\n".getBytes(StandardCharsets.UTF_8)));
      ReplayChild.main(
          new String[] {file.path().toString(), ALLOCATOR, "touch", Long.toString(Long.MAX_VALUE)});
    }
  }
}
