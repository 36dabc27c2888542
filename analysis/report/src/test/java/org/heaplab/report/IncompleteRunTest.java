package org.heaplab.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.results.ManifestFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that lack something render with what they have.
class IncompleteRunTest {
  @Test
  void aRunThatWasKilledRendersWithWhatIsThere(@TempDir Path folder) throws IOException {
    List<SyntheticRun.Program> programs =
        SyntheticRun.PROGRAMS.stream()
            .filter(program -> List.of("netsurf-pages", "lua-life").contains(program.name()))
            .toList();
    SyntheticRun.write(folder, programs, SyntheticRun.CONTENDERS, 40, 1);
    Files.delete(folder.resolve("time.csv"));
    Files.delete(folder.resolve("latency.csv"));
    Path space = folder.resolve("space.csv");
    String lines = Files.readString(space);
    Files.writeString(space, lines.substring(0, lines.indexOf("lua-life,glibc") + 40));
    Report.render(folder, (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    assertTrue(text.contains("time.csv is missing"));
    assertTrue(text.contains("was cut in the middle"));
    assertTrue(text.contains("1 of 2 traces have been measured with each of the allocators"));
    assertTrue(text.contains("figure-footprint-lua-life"));
    String page = text.substring(0, text.indexOf("<script>"));
    int number = page.indexOf("NaN");
    assertEquals(-1, number, () -> page.substring(number - 200, number + 50));
    assertFalse(text.contains("figure-latency-lua-life"));
  }

  @Test
  void aRunThatHasOnlyBegunRenders(@TempDir Path folder) throws IOException {
    ManifestFile.write(folder, MadeUp.manifest(List.of(), List.of()));
    List<Path> files = Report.render(folder, (done, total, what) -> {});
    assertEquals(List.of(folder.resolve("report.html")), files);
  }

  @Test
  void aRunOfTheFirstFormatRenders(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"command": ["heaplab", "run"], "heaplab": "heaplab 0.1.0", "commit": "c", "jvm": "j",
         "os": "o", "kernel": "k", "architecture": "amd64", "cpu": "EPYC", "cores": 2,
         "memory": "1 kB", "transparent_huge_pages": "off", "suite": "quick", "seed": 1,
         "experiments": ["old"], "workloads": ["lua"], "allocators": ["ours", "theirs"],
         "start": "2026-01-01T00:00:00Z", "end": null, "resumed": [], "skipped": [],
         "missing": [{"allocator": "scudo", "reason": "not there"}]}
        """);
    Files.writeString(
        folder.resolve("space.csv"),
        """
        experiment,trace,real,allocator,family,kind,ops,completed,peak_live_bytes,peak_footprint_bytes,peak_ratio,mean_ratio,valid,reason
        old,lua,true,ours,handle,java,10,true,100,150,1.5,1.6,true,
        old,lua,true,theirs,general,native,10,true,100,170,1.7,1.8,true,
        """);
    Files.writeString(
        folder.resolve("time.csv"),
        """
        experiment,trace,allocator,round,ns_per_op
        old,lua,ours,0,12.5
        old,lua,theirs,0,10.5
        """);
    List<Path> files = Report.render(folder, (done, total, what) -> {});
    String text = Files.readString(folder.resolve("report.html"));
    assertTrue(files.contains(folder.resolve("figures/space-time-lua.svg")), files.toString());
    assertTrue(text.contains("1.600") && text.contains("12.50 ns"));
    assertTrue(text.contains("scudo is missing: not there"));
    assertTrue(text.contains("EPYC, 2 cores"));
  }
}
