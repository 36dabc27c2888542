package org.heaplab.paper.edition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Runs LaTeX.
public final class LatexBuild {
  /// What Debian calls the packages that it needs.
  public static final String PACKAGES =
      "texlive-latex-recommended texlive-fonts-recommended latexmk";

  /// What runs LaTeX as often as it needs.
  public static final String PROGRAM = "latexmk";

  /// What a reader would see as a fault, although LaTeX goes on.
  private static final Pattern FAULT =
      Pattern.compile(
          "(?m)^(LaTeX Warning: Float too large .*|Overfull \\\\[hv]box .*|LaTeX Warning: (?:Reference|Citation) .*"
              + "|LaTeX Warning: There were undefined .*|! .*)$");

  private LatexBuild() {}

  /// @param latexmk the program
  /// @param folder that has `paper.tex`
  /// @param build where the PDF goes, in that folder
  /// @return the PDF
  /// @throws IllegalStateException when LaTeX fails, or a line does not fit
  public static Path run(Path latexmk, Path folder, Path build) throws IOException {
    var command =
        List.of(
            latexmk.toString(),
            "-pdf",
            "-interaction=nonstopmode",
            "-halt-on-error",
            "-file-line-error",
            "-outdir=" + folder.relativize(build),
            "paper.tex");
    Path output = build.resolve("latex.out");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = waitFor(process);
    List<String> faults = faults(build.resolve("paper.log"));
    if (status != 0 || !faults.isEmpty()) {
      throw new IllegalStateException(
          "latexmk ended with %d; %s says: %s"
              .formatted(status, build.resolve("paper.log"), String.join("; ", faults)));
    }
    return build.resolve("paper.pdf");
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while LaTeX was running", e);
    }
  }

  static List<String> faults(Path log) throws IOException {
    if (!Files.exists(log)) return List.of("nothing");
    // LaTeX writes its log in no particular encoding.
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    var faults = new ArrayList<String>();
    FAULT.matcher(text).results().map(found -> found.group(1)).distinct().forEach(faults::add);
    return faults;
  }
}
