package org.heaplab.paper.edition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.paper.values.Answers;
import org.heaplab.paper.values.Material;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.results.Drafts;

/// What LaTeX needs besides the text: the numbers as macros, the tables, the figures as PDF.
public final class TexEdition {
  private final Path build;

  /// @param build where the files go
  public TexEdition(Path build) {
    this.build = build;
  }

  public void write(Answers answers, Material material) throws IOException {
    write("values.tex", values(answers, material));
    for (var table : material.tables().entrySet()) {
      write("tables/%s.tex".formatted(table.getKey()), TexTable.of(table.getValue()));
    }
    for (var figure : material.figures().entrySet()) {
      byte[] pdf = FigureFile.pdf(figure.getValue().drawing());
      Drafts.write(build.resolve("figures/%s.pdf".formatted(figure.getKey())), pdf);
    }
  }

  /// A macro for each number, whose name is its command and key, and one for what stands under each
  /// table. The order does not depend on where the text asks for it.
  private static String values(Answers answers, Material material) {
    Map<String, String> macros = new TreeMap<>();
    for (var answer : answers.all()) {
      Answers.Question asked = answer.getKey();
      macros.put(asked.command() + ":" + asked.key(), TexText.of(answer.getValue()));
    }
    material.tables().forEach((key, table) -> macros.put("note:" + key, TexText.of(table.note())));
    var tex = new StringBuilder("% Made from results/reference.\n");
    macros.forEach(
        (name, value) ->
            tex.append("\\expandafter\\def\\csname %s\\endcsname{%s}%%\n".formatted(name, value)));
    return tex.toString();
  }

  private void write(String name, String text) throws IOException {
    Drafts.write(build.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }
}
