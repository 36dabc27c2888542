package org.heaplab.paper.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.paper.source.TextException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypedNumbersTest {
  private static List<Problem> in(String text) {
    return TypedNumbers.in(TextReader.read("a.tex", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it takes 12 % less",
        "\\emph{in 1998}",
        "\\footnote{up to 3}",
        "\\resultfigure{a/b}{c}{of 18 traces}",
        "\\begin{itemize}\\item 2 bytes\\end{itemize}",
        "\\section{The 1990s}",
        "about $1.05$",
        "$10^{6}$ blocks",
        "\\begin{description}\\item[4 KiB] a page\\end{description}"
      })
  void aTypedNumberIsFound(String text) {
    assertEquals(1, in(text).size(), () -> in(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "two of three",
        "\\val{mean/a/b/c/d2}",
        "\\cited{2.28\\,\\%}{johnstone98} of \\cite{robson71,robson74}",
        "\\code{align=8} on \\name{x86-64}",
        "\\const{entry-bytes} and \\yearof{knuth73}",
        "see \\ref{sec:2}\\label{sec:3}",
        "$2^k$ and $M(1 + \\lceil \\log n \\rceil)$",
        "\\begin{drawing}\n 16 | 32\n\\end{drawing}"
      })
  void aNumberWithASourceIsNone(String text) {
    assertEquals(List.of(), in(text));
  }

  @Test
  void theNumberAndItsLineAreNamed() {
    Problem problem = in("one\n\ntwo (1.25 times)").getFirst();
    assertEquals(new Place("a.tex", 3), problem.place());
    assertTrue(problem.rule().endsWith(": (1.25"), problem.rule());
  }
}
