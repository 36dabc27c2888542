package org.heaplab.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.ReplayChild;
import org.heaplab.measure.replay.LockMode;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;

/// What the script `heaplab` runs once, so that the JVM learns which classes to have ready: a
/// listing, a short replay, and the work of such a replay's child with each of our allocators, but
/// in this process.
public final class Training {
  private static final String WORKLOAD = "churn:blocks=1000,turns=1";
  private static final String ORDERS = "space\nverify\nquit\n";

  private Training() {}

  public static void main(String[] arguments) throws IOException {
    var commands = Heaplab.commandLine(Main.console());
    commands.execute("list");
    commands.execute("replay", WORKLOAD, "-a", "handle", "--space-only", "--verify");
    try (Trace trace = WorkloadCatalogue.find(WORKLOAD).generate();
        ReplayFile file = ReplayFile.write(trace)) {
      for (Entry entry : Catalogue.entries()) replay(file, entry.name());
    }
  }

  private static void replay(ReplayFile file, String allocator) throws IOException {
    System.setIn(new ByteArrayInputStream(ORDERS.getBytes(StandardCharsets.UTF_8)));
    ReplayChild.main(
        new String[] {
          file.path().toString(), allocator, LockMode.DEFAULT.toString(), "" + Long.MAX_VALUE
        });
  }
}
