package org.heaplab.paper.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text as it is written: `paper.tex`, which only has the title and names the sections, and the
/// sections.
///
/// @param sections in the order of the paper
public record Manuscript(String title, String authors, List<Node> sections) {
  private static final Pattern INPUT = Pattern.compile("(?m)^\\\\input\\{(sections/[^}]+)\\}");
  private static final Pattern TITLE = Pattern.compile("\\\\title\\{([^}]*)\\}");
  private static final Pattern AUTHOR = Pattern.compile("\\\\author\\{([^}]*)\\}");

  public Manuscript {
    sections = List.copyOf(sections);
  }

  /// @param folder of the paper
  /// @throws TextException when a section breaks the grammar
  public static Manuscript read(Path folder) throws IOException {
    String main = Files.readString(folder.resolve("paper.tex"));
    var sections = new ArrayList<Node>();
    for (Matcher input = INPUT.matcher(main); input.find(); ) {
      String name = input.group(1).endsWith(".tex") ? input.group(1) : input.group(1) + ".tex";
      sections.addAll(TextReader.read(name, Files.readString(folder.resolve(name))));
    }
    return new Manuscript(first(TITLE, main), first(AUTHOR, main), sections);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException("paper.tex must have %s".formatted(pattern));
    }
    return matcher.group(1).replaceAll("\\s*(\\\\\\\\|~)\\s*", " ").strip();
  }
}
