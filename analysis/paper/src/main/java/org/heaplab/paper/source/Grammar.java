package org.heaplab.paper.source;

import java.util.Map;
import java.util.Set;

/// The part of LaTeX that the text may use. Both editions show all of it, and nothing else.
final class Grammar {
  /// The arguments of each command: `k` a key, `t` text. Only the last one may be text.
  static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("section", "t"),
          Map.entry("subsection", "t"),
          Map.entry("paragraph", "t"),
          Map.entry("emph", "t"),
          Map.entry("textbf", "t"),
          Map.entry("footnote", "t"),
          Map.entry("item", ""),
          Map.entry("appendix", ""),
          Map.entry("label", "k"),
          Map.entry("ref", "k"),
          Map.entry("cite", "k"),
          Map.entry("code", "k"),
          Map.entry("name", "k"),
          Map.entry("claim", "k"),
          Map.entry("const", "k"),
          Map.entry("val", "k"),
          Map.entry("valint", "k"),
          Map.entry("lower", "k"),
          Map.entry("higher", "k"),
          Map.entry("pct", "k"),
          Map.entry("yearof", "k"),
          Map.entry("cited", "kk"),
          Map.entry("resulttable", "kkt"),
          Map.entry("resultfigure", "kkt"));

  static final Set<String> ENVIRONMENTS =
      Set.of("abstract", "itemize", "enumerate", "description", "quote");

  /// The environment whose content is a picture of letters.
  static final String DRAWING = "drawing";

  /// Commands that stand for a character.
  static final Map<String, String> CHARACTERS = Map.of("ldots", "…", "S", "§");

  /// Characters that stand for themselves after a backslash.
  static final String ESCAPED = "%&_#${}";

  private Grammar() {}
}
