package org.heaplab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.heaplab.report.Report;
import org.heaplab.report.bars.HandleBars;
import org.heaplab.report.results.Run;
import org.heaplab.report.results.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `heaplab report`: figures and page from the files of a run.
@Command(
    name = "report",
    description = "Makes the figures and report.html of a run from its result files.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(index = "0", paramLabel = "DIR", description = "the folder of the run")
  private Path folder;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    render(folder, console);
    return 0;
  }

  /// Prints the bars, where the run has measured them, and the path of the page.
  static void render(Path folder, Console console) throws IOException {
    Run run = RunFolder.read(folder);
    try (var line = new ProgressLine(console)) {
      Report.render(folder, run, (done, total, what) -> line.at(what, done, total, null));
    }
    HandleBars.of(run).ifPresent(bars -> new BarsListing(bars).write(console.out()));
    console.out().println(folder.resolve("report.html"));
  }
}
