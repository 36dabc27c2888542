package org.heaplab.paper.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LatexBuildTest {
  @TempDir Path folder;

  private List<String> faults(String log) throws IOException {
    return LatexBuild.faults(Files.writeString(folder.resolve("paper.log"), log));
  }

  @Test
  void whatDoesNotFitAndWhatIsMissingAreFaults() throws IOException {
    assertEquals(
        List.of(
            "Overfull \\hbox (3.2pt too wide) in paragraph at lines 5--6",
            "LaTeX Warning: Reference `fig:x' on page 1 undefined on input line 9.",
            "LaTeX Warning: Citation `knuth' on page 2 undefined on input line 12."),
        faults(
            """
            Overfull \\hbox (3.2pt too wide) in paragraph at lines 5--6
            Underfull \\hbox (badness 10000) in paragraph at lines 5--6
            LaTeX Warning: Reference `fig:x' on page 1 undefined on input line 9.
            LaTeX Warning: Citation `knuth' on page 2 undefined on input line 12.
            """));
  }

  @Test
  void aCleanLogHasNone() throws IOException {
    assertEquals(List.of(), faults("This is pdfTeX\nOutput written on paper.pdf (9 pages).\n"));
  }
}
