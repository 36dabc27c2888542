package org.heaplab.report.results;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final String SPACE_HEADER =
      "experiment,trace,real,allocator,family,kind,ops,completed,oom_at_op,peak_live_bytes,"
          + "peak_footprint_bytes,peak_ratio,mean_ratio,footprint_bytes_at_peak,"
          + "padding_bytes_at_peak,metadata_bytes_at_peak,free_bytes_at_peak,"
          + "internal_fragmentation,external_fragmentation,jw1,jw2,jw3,jw4,compactions,"
          + "moved_bytes,digest,valid,reason\n";
  private static final String HANDLE =
      "e,t,true,handle,handle,java,10,true,,100,110,1.1,1.2,110,4,3,3,0.04,0.03,0.2,0.1,0.1,0.1,"
          + "1,50,ab,true,\n";
  private static final String GLIBC =
      "e,t,true,glibc,general,native,10,true,,100,130,1.3,1.4,130,,,,,,0.4,0.3,0.3,-0.01,"
          + ",,,true,\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeARun() throws IOException {
    write("manifest.json", "{\"seed\": 1, \"cpu\": {\"cores\": 2}}");
    write("space.csv", SPACE_HEADER + HANDLE + GLIBC);
    write(
        "curve.csv",
        """
        experiment,trace,allocator,op,live_bytes,footprint_bytes
        e,t,handle,0,0,4096
        e,t,handle,10,100,110
        """);
    write(
        "time.csv",
        """
        experiment,trace,allocator,round,ns_per_op
        e,t,handle,1,20.5
        e,t,handle,2,21
        e,t,nothing,1,3
        """);
    write(
        "latency.csv",
        """
        experiment,trace,allocator,nanos,count
        e,t,handle,20,9
        e,t,handle,90,1
        """);
  }

  @Test
  void gathersACellFromAllFiles() {
    Cell cell = cell("handle");
    assertEquals("handle", cell.allocator().family());
    assertEquals(1.2, Metric.MEAN_RATIO.of(cell));
    assertArrayEquals(new double[] {20.5, 21}, cell.nanosPerOperation());
    assertEquals(20.75, Metric.NS_PER_OP.of(cell));
    assertEquals(20, Metric.P50_NS.of(cell));
    assertEquals(90, Metric.MAX_NS.of(cell));
    assertArrayEquals(new double[] {4096, 110}, cell.curve().orElseThrow().footprintBytes());
    assertEquals(2, ((Map<?, ?>) run().manifest().get("cpu")).get("cores"));
    assertEquals(List.of(), run().notes());
  }

  @Test
  void allocatorsAreInTheOrderInWhichTheRunWasAskedForThem() throws IOException {
    assertEquals(List.of("handle", "glibc", "nothing"), allocators());
    write("manifest.json", "{\"allocators\": [\"nothing\", \"glibc\", \"handle\"]}");
    assertEquals(List.of("nothing", "glibc", "handle"), allocators());
  }

  private List<String> allocators() {
    return run().allocators().stream().map(Allocator::name).toList();
  }

  @Test
  void aCellHasWhatItsTraceAsksAndItsSmallestHeapAndItsPauses() throws IOException {
    write(
        "trace.csv",
        """
        experiment,trace,allocated_bytes,live_blocks_at_peak,peak_packed_bytes
        e,t,500,4,140
        """);
    write("minheap.csv", "experiment,trace,allocator,min_heap_bytes\ne,t,handle,147\n");
    write(
        "pause.csv",
        """
        experiment,trace,allocator,pauses,max_pause_ns,p99_pause_ns,max_pause_wall_ns
        e,t,handle,40,300,80,950
        """);
    Cell cell = cell("handle");
    assertEquals(500, cell.column("allocated_bytes"));
    assertEquals(147, cell.column("min_heap_bytes"));
    assertEquals(300, Metric.MAX_PAUSE_NS.of(cell));
    assertEquals(80, Metric.P99_PAUSE_NS.of(cell));
    assertEquals(950, cell.column("max_pause_wall_ns"));
    assertEquals(0.75, Metric.METADATA_PER_BLOCK.of(cell));
    assertEquals(2.5, Metric.OVERHEAD_PER_BLOCK.of(cell));
    assertTrue(Double.isNaN(cell("glibc").column("min_heap_bytes")));
  }

  @Test
  void locksAreGatheredByTheirBlocks() throws IOException {
    assertEquals(List.of(), run().experiments().getFirst().locks());
    write(
        "lock.csv",
        """
        experiment,allocator,blocks,round,plain_ns,locked_ns
        e,handle,8,0,1,2.5
        e,handle,4000,0,5,9
        e,handle,8,1,1.5,2.5
        other,handle,8,0,1,2
        """);
    List<LockTimes> locks = run().experiments().getFirst().locks();
    assertEquals(List.of(8, 4000), locks.stream().map(LockTimes::blocks).toList());
    assertEquals("handle", locks.getFirst().allocator());
    assertArrayEquals(new double[] {1, 1.5}, locks.getFirst().plainNanos());
    assertArrayEquals(new double[] {2.5, 2.5}, locks.getFirst().lockedNanos());
    assertEquals(1.25, locks.getFirst().added().value());
    assertEquals(4, locks.getLast().added().value());
    assertEquals(List.of(), run().notes());
  }

  @Test
  void aLockThatTakesNoNumberIsNamed() throws IOException {
    write("lock.csv", "experiment,allocator,blocks,round,plain_ns,locked_ns\ne,handle,8,0,1,-2\n");
    assertRefused("lock.csv, line 2, column locked_ns: must be a number of at least 0: '-2'");
  }

  @Test
  void anEmptyCellDoesNotApply() {
    Cell cell = cell("glibc");
    assertTrue(Double.isNaN(Metric.METADATA_BYTES_AT_PEAK.of(cell)));
    assertEquals(-0.01, Metric.JW4.of(cell));
  }

  @Test
  void anAllocatorWithoutTimeHasNone() {
    assertTrue(Double.isNaN(Metric.NS_PER_OP.of(cell("glibc"))));
    assertTrue(cell("glibc").latencies().isEmpty());
    assertFalse(cell("glibc").comparesInTime());
    assertTrue(cell("glibc").comparesInSpace());
  }

  @Test
  void theDoNothingAllocatorNeedsNoSpace() {
    assertFalse(cell("nothing").comparesInSpace());
    assertTrue(cell("nothing").comparesInTime());
  }

  @Test
  void filesThatAreNotThereYetAreMissedNotDemanded() throws IOException {
    for (String name : List.of("curve.csv", "time.csv", "latency.csv", "manifest.json")) {
      Files.delete(folder.resolve(name));
    }
    assertEquals(4, run().notes().size());
    assertTrue(cell("handle").curve().isEmpty());
  }

  @Test
  void aFileWithNothingButItsHeaderHasNoLines() throws IOException {
    write("latency.csv", "experiment,trace,allocator,nanos,count\n");
    assertTrue(cell("handle").latencies().isEmpty());
  }

  @Test
  void aLineThatWasCutIsLeftOutWithANote() throws IOException {
    write("space.csv", SPACE_HEADER + HANDLE + GLIBC.substring(0, 30));
    assertEquals(List.of("handle", "nothing"), namesIn(run().allocators()));
    assertEquals(List.of("space.csv, line 3 was cut in the middle and is left out"), run().notes());
  }

  @Test
  void aFolderWithoutARunIsRefused(@TempDir Path empty) {
    var error = assertThrows(MalformedResult.class, () -> RunFolder.read(empty));
    assertEquals(
        "a run's folder must hold manifest.json and space.csv: '" + empty + "'",
        error.getMessage());
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    write("time.csv", "experiment,trace,allocator,round\n");
    assertRefused("time.csv, line 1: column must be present: 'ns_per_op'");
  }

  @Test
  void aShortLineIsNamed() throws IOException {
    write(
        "time.csv",
        """
        experiment,trace,allocator,round,ns_per_op
        e,t,handle,1
        """);
    assertRefused("time.csv, line 2: a line must have as many cells as the header, 5: 4");
  }

  @Test
  void whatIsNoNumberIsNamed() throws IOException {
    write("space.csv", SPACE_HEADER + HANDLE + GLIBC.replace("1.3,", "much,"));
    assertRefused("space.csv, line 3, column peak_ratio: must be a number: 'much'");
  }

  @Test
  void whatIsNotFiniteIsNamed() throws IOException {
    write("space.csv", SPACE_HEADER + HANDLE.replace("1.1,", "Infinity,"));
    assertRefused("space.csv, line 2, column peak_ratio: must be a finite number: 'Infinity'");
  }

  @Test
  void aNegativeTimeIsNamed() throws IOException {
    write(
        "time.csv",
        """
        experiment,trace,allocator,round,ns_per_op
        e,t,handle,1,-4
        """);
    assertRefused("time.csv, line 2, column ns_per_op: must be a number of at least 0: '-4'");
  }

  @Test
  void aFractionOfACountIsNamed() throws IOException {
    write(
        "latency.csv",
        """
        experiment,trace,allocator,nanos,count
        e,t,handle,20,1.5
        """);
    assertRefused("latency.csv, line 2, column count: must be a whole number: '1.5'");
  }

  @Test
  void aCellThatIsThereTwiceIsNamed() throws IOException {
    write("space.csv", SPACE_HEADER + HANDLE + HANDLE);
    assertRefused(
        "space.csv, line 3, column allocator: must be there once for each trace: 'handle'");
  }

  @Test
  void aCurveThatGoesBackIsNamed() throws IOException {
    write(
        "curve.csv",
        """
        experiment,trace,allocator,op,live_bytes,footprint_bytes
        e,t,handle,9,0,0
        e,t,handle,8,0,0
        """);
    assertRefused("curve.csv, line 3, column op: must not go back: '8'");
  }

  @Test
  void aTraceThatIsBothRealAndSyntheticIsNamed() throws IOException {
    write("space.csv", SPACE_HEADER + HANDLE + GLIBC.replace("true,glibc", "false,glibc"));
    assertRefused(
        "space.csv, line 3, column real: must be the same on every line of a trace: 'false'");
  }

  @Test
  void aManifestThatIsNoObjectIsRefused() throws IOException {
    write("manifest.json", "{\"seed\": ");
    var error = assertThrows(MalformedResult.class, this::run);
    assertTrue(error.getMessage().startsWith("manifest.json: must be one JSON object: "));
  }

  @Test
  void meansAreOverTracesThatEverybodyWasMeasuredOn() throws IOException {
    write("space.csv", SPACE_HEADER + HANDLE + GLIBC + HANDLE.replace("e,t,", "e,later,"));
    Experiment experiment = run().experiments().getFirst();
    assertEquals(2, experiment.candidates().size());
    assertEquals(List.of("t"), experiment.compared().stream().map(Subject::trace).toList());
  }

  private Run run() {
    return RunFolder.read(folder);
  }

  private Cell cell(String allocator) {
    return run().experiments().getFirst().subjects().getFirst().cells().stream()
        .filter(cell -> cell.allocator().name().equals(allocator))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> namesIn(List<Allocator> allocators) {
    return allocators.stream().map(Allocator::name).toList();
  }

  private void assertRefused(String message) {
    assertEquals(message, assertThrows(MalformedResult.class, this::run).getMessage());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
