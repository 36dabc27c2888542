package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.Method;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.manifest.Shard;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.SiteTables;
import org.heaplab.results.table.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RunFolderTest {
  private static final String FIRST_FORMAT =
      """
      {"command": ["heaplab", "run"], "heaplab": "heaplab 0.1.0", "commit": "c", "jvm": "j",
       "os": "o", "kernel": "k", "architecture": "amd64", "cpu": "EPYC", "cores": 2, "memory": "1 kB",
       "transparent_huge_pages": "off", "suite": "quick", "seed": 1, "experiments": ["survey"],
       "workloads": ["lua"], "allocators": ["handle", "nothing"], "start": "2026-01-01T00:00:00Z",
       "end": null, "resumed": [], "missing": [{"allocator": "scudo", "reason": "not installed"}]}
      """;

  @TempDir Path folder;

  private Run read() {
    return RunFolder.read(folder);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private String refusal() {
    return assertThrows(MalformedResult.class, this::read).getMessage();
  }

  @Test
  void aRunOfTheFirstFormatIsRead() throws IOException {
    write("manifest.json", FIRST_FORMAT);
    write(
        "space.csv",
        """
        experiment,trace,real,allocator,family,kind,ops,completed,peak_live_bytes,peak_footprint_bytes,peak_ratio,valid,reason
        survey,lua,true,handle,handle,java,10,true,100,150,1.5,true,
        survey,lua,true,nothing,baseline,java,10,true,100,0,0,true,
        """);
    write("time.csv", "experiment,trace,allocator,round,ns_per_op\nsurvey,lua,handle,0,12.5\n");
    Run run = read();
    assertEquals("EPYC", run.manifest().host().cpu());
    assertEquals("scudo", run.manifest().missing().getFirst().allocator());
    assertEquals(List.of(), run.notes());
    ExperimentResults survey = run.experiments().getFirst();
    assertEquals(
        List.of(false, true),
        survey.allocators().stream().map(ComparedAllocator::isHarness).toList());
    Cell cell = survey.traces().getFirst().cells().getFirst();
    assertEquals(1.5, Metrics.PEAK_RATIO.of(cell));
    assertEquals(12.5, Metrics.NS_PER_OP.of(cell));
    assertTrue(Double.isNaN(Metrics.END_RATIO.of(cell)));
  }

  @Test
  void aRunOfALaterFormatIsRefusedWithBothVersions() throws IOException {
    write("manifest.json", "{\"format_version\": 99}");
    assertTrue(
        refusal().endsWith("must be of format 1 to 4, which this heaplab reads: 99"), refusal());
  }

  @Test
  void aRunOfTheThirdFormatHasItsShardInItsCommandLine() throws IOException {
    for (String shard : List.of("1/1", "2/3")) {
      write(
          "manifest.json",
          """
          {"format_version": 3, "command": ["heaplab", "run", "--shard", "%s"], "heaplab": "",
           "commit": "", "host": {"cores": 2}, "suite": "quick", "seed": 1, "experiments": [],
           "workloads": [], "allocators": [], "missing": [], "resumed": [], "skipped": []}
          """
              .formatted(shard));
      assertEquals(Shard.parse(shard), read().manifest().shard());
    }
  }

  @Test
  void aRunOfTheSecondFormatIsRead() throws IOException {
    write(
        "manifest.json",
        """
        {"format_version": 2, "command": [], "heaplab": "", "commit": "", "host": {"cores": 2},
         "suite": "quick", "seed": 1, "workloads": ["lua"], "missing": [], "resumed": [],
         "skipped": [], "allocators": [
           {"name": "handle", "family": "handle", "kind": "java", "role": "COMPETES"},
           {"name": "jemalloc-system", "family": "general", "kind": "native", "role": "COMPETES"}],
         "experiments": [{"name": "bars", "question": "", "runs": "", "subject": "handle",
           "rivals": ["jemalloc"], "varied": null, "usual_figures": true, "figures": [],
           "bars": [{"figure": "f", "metric": "peak_ratio", "statistic": "WORST",
             "against": "best rival", "bar": 1.0, "aim": null, "footprint_share": 0.0,
             "largest_footprint_bytes": null}]}]}
        """);
    Run run = read();
    assertEquals(List.of(new ReplayedWorkload("lua", "")), run.manifest().workloads());
    assertEquals(Method.UNKNOWN, run.manifest().method());
    Experiment experiment = run.manifest().experiments().getFirst();
    assertEquals(
        List.of("jemalloc-system"),
        experiment.rivals(RivalGroup.NATIVE).orElseThrow().allocators());
    assertEquals(RivalGroup.NATIVE, experiment.bars().getFirst().against());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          survey,lua,handle,x,1   | time.csv, line 2, column round: must be a whole number: 'x'
          survey,lua,handle,-1,1  | time.csv, line 2, column round: must be at least 0: '-1'
          survey,lua,handle,0,NaN | time.csv, line 2, column ns_per_op: must be a finite number: 'NaN'
          survey,lua,handle,0     | time.csv, line 2: a line must have as many cells as the header, 5: 4
          """)
  void aLineThatBreaksARuleIsRefusedWithItsPlace(String line, String message) throws IOException {
    write("manifest.json", FIRST_FORMAT);
    write("time.csv", "experiment,trace,allocator,round,ns_per_op\n" + line + "\n");
    assertEquals(message, refusal());
  }

  @Test
  void aColumnThatIsMissingIsRefused() throws IOException {
    ManifestFile.write(folder, MadeUpRuns.manifest());
    write("time.csv", "experiment,trace,allocator,round\n");
    assertEquals("time.csv, line 1: column must be present: 'ns_per_op'", refusal());
  }

  @Test
  void aColumnThatWasAddedLaterMayBeMissing() throws IOException {
    ManifestFile.write(folder, MadeUpRuns.manifest());
    write(
        "stranded.csv",
        """
        experiment,trace,allocator,site,at_peak,on_average,over_time
        survey,lua,handle,parse,2,1,0 2
        """);
    write(
        "done.csv",
        """
        experiment,trace,allocator,measurement
        survey,lua,handle,stranded bytes
        """);
    Row row =
        read()
            .experiments()
            .getFirst()
            .traces()
            .getFirst()
            .cells()
            .getFirst()
            .series(SiteTables.STRANDED)
            .rows()
            .getFirst();
    assertEquals(1, row.number("on_average"));
    assertNull(row.get("at_most"));
  }

  @Test
  void tablesThatAStoppedRunHasNotBegunAreNoted() throws IOException {
    ManifestFile.write(folder, MadeUpRuns.manifest());
    Run run = read();
    assertEquals(Tables.ALL.size(), run.notes().size());
    assertEquals(List.of(), run.experiments().getFirst().traces());
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    assertEquals("a run's folder must hold manifest.json: '%s'".formatted(folder), refusal());
  }

  @Test
  void aManifestThatIsNoneIsRefused() throws IOException {
    write("manifest.json", "[1]");
    assertTrue(refusal().contains("must be one JSON object"), refusal());
    write("manifest.json", "{\"seed\": ");
    assertTrue(refusal().contains("must be a run's manifest"), refusal());
  }

  @Test
  void aCellThatStandsTwiceIsRefused() throws IOException {
    write("manifest.json", FIRST_FORMAT);
    String row = "survey,lua,handle,1000\n";
    write("minheap.csv", "experiment,trace,allocator,min_heap_bytes\n" + row + row);
    assertEquals("table minheap must have one row for each key: survey, lua, handle", refusal());
  }
}
