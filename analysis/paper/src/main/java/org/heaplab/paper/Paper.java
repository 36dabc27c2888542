package org.heaplab.paper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.paper.edition.HtmlEdition;
import org.heaplab.paper.edition.TexEdition;
import org.heaplab.paper.source.Manuscript;
import org.heaplab.paper.source.TextException;
import org.heaplab.paper.source.TextException.Problem;
import org.heaplab.paper.source.TypedNumbers;
import org.heaplab.paper.values.Answers;
import org.heaplab.paper.values.Bibliography;
import org.heaplab.paper.values.CitedClaims;
import org.heaplab.paper.values.Constants;
import org.heaplab.paper.values.Material;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.results.Drafts;
import org.heaplab.results.manifest.Claim;

/// Makes the paper of its text and of results.
public final class Paper {
  private static final String BUILD = "build";

  private Paper() {}

  /// What was made.
  ///
  /// @param html the page
  /// @param build the folder of all that was made, which LaTeX reads and writes too
  public record Editions(Path html, Path build) {}

  /// @param folder of the paper
  /// @param results the folder of the runs that it cites
  /// @param home the project's folder, which constants are read from
  /// @param declared claims that the text may cite
  /// @throws TextException when the text types a number, or asks for something that there is not
  public static Editions make(Path folder, Path results, Path home, List<Claim> declared)
      throws IOException {
    Manuscript manuscript = Manuscript.read(folder);
    List<Problem> typed = TypedNumbers.in(manuscript.sections());
    if (!typed.isEmpty()) throw new TextException(typed);
    ReferenceRuns reference = ReferenceRuns.read(results);
    var bibliography = new Bibliography(folder.resolve("references.bib"));
    var constants = new Constants(folder.resolve("constants.csv"), home);
    var claims = new CitedClaims(declared, reference);
    var answers = new Answers(reference, claims, constants, bibliography);
    var material = new Material(reference, claims);

    Path build = folder.resolve(BUILD);
    Path html = build.resolve("paper.html");
    String page = HtmlEdition.of(manuscript, answers, material, bibliography);
    Drafts.write(html, page.getBytes(StandardCharsets.UTF_8));
    new TexEdition(build).write(answers, material);
    return new Editions(html, build);
  }
}
