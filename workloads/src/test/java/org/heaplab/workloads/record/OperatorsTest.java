package org.heaplab.workloads.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.heaplab.workloads.Trace;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each call of a C++ operator is recorded once, for every definition of the operators.
@Timeout(60)
class OperatorsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "libjemalloc.so.2", "libtcmalloc_minimal.so.4", "libmimalloc.so.2"})
  void seesEveryFormOnce(String allocator) throws Exception {
    String[] flags =
        allocator.isEmpty()
            ? new String[0]
            : new String[] {"-Wl,--no-as-needed", "-l:" + allocator};
    String program = Programs.cxxProgram("operators", folder, flags);
    Recording recording = new RecordingFixture(folder).alone(program);
    List<Integer> sizes = List.of(1001, 1002, 1003, 1004, 1088, 1152, 1216, 1008);
    try (Trace trace = RecordingFixture.trace(recording, 0)) {
      for (int i = 0; i < sizes.size(); i++) {
        int size = sizes.get(i);
        long calls = RecordedCalls.on(trace, bytes -> bytes == size).size();
        assertEquals(20L * (i + 1), calls, "of " + size + " bytes");
      }
      // An operator of mimalloc compiled as C ends the program instead of throwing.
      boolean threw = recording.exitStatus().equals(OptionalInt.of(0));
      assertEquals(threw ? 1 : 0, RecordedCalls.count(trace, "malloc 1009"));
      assertEquals(0, RecordedCalls.on(trace, bytes -> bytes > 1L << 60).size());
    }
  }
}
