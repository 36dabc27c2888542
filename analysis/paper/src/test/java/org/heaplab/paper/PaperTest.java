package org.heaplab.paper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.paper.source.TextException;
import org.heaplab.results.manifest.Claim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A paper of a few lines on the project's own reference results.
final class PaperTest {
  private static final Path HOME = Path.of("../..");
  private static final Path RESULTS = HOME.resolve("results/reference");

  private static final String MOVING =
      "over/handle-bars/mean_ratio/handle:align=malloc/handle:align=malloc,compact=asked/long-running";
  private static final Claim HOLDS = Claim.below(1, "moves", "Moving saves memory.", MOVING);
  private static final Claim FAILS = Claim.above(1, "costs", "Moving costs memory.", MOVING);

  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    write(
        "paper.tex",
        "\\title{A title}\n\\author{An author}\n\\input{sections/one}\n\\input{sections/two}\n");
    write("constants.csv", "name,file,pattern\nentry,numbers.txt,bytes = (\\d+)\n");
    write("numbers.txt", "int bytes = 6;");
    write(
        "references.bib",
        "@book{knuth, author = {Donald E. Knuth}, title = {The Art {\\\"o}f It}, year = {1973}}\n");
    write(
        "sections/two.tex",
        "\\section{Two}\\label{sec:two}\nAfter \\cite{knuth} (\\yearof{knuth}).\n");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Paper.Editions make(String first) throws IOException {
    write("sections/one.tex", first);
    return Paper.make(folder, RESULTS, folder, List.of(HOLDS, FAILS));
  }

  @Test
  void bothEditionsHaveTheNumbers() throws IOException {
    Paper.Editions made =
        make(
            "\\section{One}\n\\const{entry} bytes, see \\ref{sec:two}; \\val{traces/handle-bars/all} traces.");
    String html = Files.readString(made.html());
    assertTrue(html.contains("6</span> bytes, see <a href=\"#sec:two\">2</a>"), html);
    assertTrue(html.contains(">1973</span>"), html);
    assertTrue(html.contains("Donald E. Knuth. The Art öf It"), html);
    String values = Files.readString(folder.resolve("build/values.tex"));
    assertTrue(values.contains("\\csname const:entry\\endcsname{6}"), values);
    assertTrue(values.contains("\\csname val:traces/handle-bars/all\\endcsname{"), values);
  }

  @Test
  void tablesAndFiguresAreMade() throws IOException {
    make(
        "\\resulttable{handle-bars/bars/1}{tab:bars}{All}\\resultfigure{handle-bars/space-time}{fig:plane}{All}");
    String table = Files.readString(folder.resolve("build/tables/handle-bars/bars/1.tex"));
    assertTrue(table.contains("\\toprule") && table.contains(" & "), table);
    assertTrue(Files.size(folder.resolve("build/figures/handle-bars/space-time.pdf")) > 1000);
  }

  @Test
  void everythingThatIsMissingIsNamedWithItsPlace() {
    var refused =
        assertThrows(
            TextException.class,
            () ->
                make("\\cite{lea}\n\n\\ref{sec:none}\n\n\\val{mean/x/y/z/all}\n\n\\const{other}"));
    assertEquals(4, refused.getMessage().lines().count(), refused.getMessage());
    assertTrue(
        refused.getMessage().contains("sections/one.tex:3: \\ref{sec:none}"), refused.getMessage());
  }

  @Test
  void aClaimIsCitedByItsNumberAndStandsInTheTable() throws IOException {
    Paper.Editions made =
        make(
            "It saves memory \\claim{moves}.\n\n\\appendix\\section{Claims}\\label{sec:claims}"
                + "\\resulttable{claims}{tab:claims}{All} See \\ref{sec:claims}.");
    String html = Files.readString(made.html());
    assertTrue(html.contains("memory [<a href=\"#tab:claims\" title=\"moves\">C1</a>]"), html);
    assertTrue(html.contains("<a href=\"#sec:claims\">A</a>"), html);
    assertTrue(html.contains("Moving saves memory."), html);
    String values = Files.readString(folder.resolve("build/values.tex"));
    assertTrue(values.contains("\\csname claim:moves\\endcsname{C1}"), values);
    String table = Files.readString(folder.resolve("build/tables/claims.tex"));
    assertTrue(table.contains("C1 & Moving saves memory."), table);
  }

  @Test
  void aClaimThatDoesNotHoldStopsIt() {
    for (String name : List.of("costs", "other")) {
      var refused =
          assertThrows(TextException.class, () -> make("It is so \\claim{%s}.".formatted(name)));
      assertTrue(
          refused
              .getMessage()
              .startsWith("sections/one.tex:1: \\claim{%s}: a claim must".formatted(name)),
          refused.getMessage());
    }
  }

  @Test
  void everyRunStandsInTheTableOfRunsWithHowLongItTook() throws IOException {
    Paper.Editions made = make("\\resulttable{runs}{tab:runs}{All}");
    String html = Files.readString(made.html());
    assertTrue(html.contains("<code>headers</code>"), html);
    assertTrue(html.matches("(?s).*\\d+ (min|s)</td>.*"), html);
  }

  @Test
  void aTypedNumberIsRefused() {
    var refused = assertThrows(TextException.class, () -> make("It takes 12 % less."));
    assertTrue(refused.getMessage().startsWith("sections/one.tex:1: "), refused.getMessage());
  }

  @Test
  void aConstantThatTheCodeHasTwiceIsRefused() throws IOException {
    write("numbers.txt", "int bytes = 6; int moreBytes = 7; long bytes = 8;");
    assertThrows(IllegalArgumentException.class, () -> make("\\const{entry}"));
  }
}
