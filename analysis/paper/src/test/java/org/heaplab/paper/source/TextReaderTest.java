package org.heaplab.paper.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextReaderTest {
  private static List<Node> read(String text) {
    return TextReader.read("a.tex", text);
  }

  private static String words(String text) {
    return read(text).stream()
        .map(node -> node instanceof Node.Words words ? words.text() : "<" + node + ">")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a--b | a–b
          a---b | a—b
          ``so'' | “so”
          it's | it’s
          10\\,\\% | 10 %
          a~b | a b
          a\\_b \\& c\\#d | a_b & c#d
          and so on\\ldots | and so on…
          """)
  void lettersAreAsAReaderSeesThem(String tex, String seen) {
    assertEquals(seen, words(tex));
  }

  @Test
  void aCommentLeavesNothing() {
    assertEquals("one two", words("one % aside\n  two"));
    assertEquals("one", words("one% aside"));
  }

  @Test
  void aCommandHasKeysAndText() {
    var command =
        (Node.Command)
            read("\\resultfigure{frontier/plane}{fig:plane}{Space \\emph{and} time}").getFirst();
    assertEquals("resultfigure", command.name());
    assertEquals(List.of("frontier/plane", "fig:plane"), command.plain());
    assertEquals(3, command.text().size());
    assertEquals("emph", ((Node.Command) command.text().get(1)).name());
  }

  @Test
  void anEmptyLineEndsAParagraph() {
    List<Node> nodes = read("one\ntwo\n\n  \nthree");
    assertEquals(3, nodes.size());
    assertEquals("one two", ((Node.Words) nodes.get(0)).text());
    assertEquals(new Node.Break(new Place("a.tex", 2)), nodes.get(1));
    assertEquals(new Place("a.tex", 5), nodes.get(2).place());
  }

  @Test
  void anEnvironmentHasContent() {
    var list =
        (Node.Environment)
            read("\\begin{itemize}\n\\item one\n\\item two\n\\end{itemize}").getFirst();
    assertEquals("itemize", list.name());
    assertEquals(2, list.content().stream().filter(Node.Command.class::isInstance).count());
  }

  @Test
  void anItemOfADescriptionHasATerm() {
    var list =
        (Node.Environment)
            read("\\begin{description}\\item[\\emph{peak}] most\\end{description}").getFirst();
    var item = (Node.Command) list.content().getFirst();
    assertEquals("emph", ((Node.Command) item.text().getFirst()).name());
  }

  @Test
  void aDrawingIsAsItIsTyped() {
    var picture = (Node.Picture) read("\\begin{drawing}\n |--| 16 %\n\\end{drawing}").getFirst();
    assertEquals("\n |--| 16 %", picture.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one\n\\textsc{two}",
        "one\n\\emph two",
        "one\n\\emph{two",
        "one\ntwo} three",
        "one\n{two}",
        "one\n$x",
        "one\n\\begin{table}\\end{table}",
        "one\n\\begin{quote}two",
        "one\n\\val{mean/x"
      })
  void whatTheGrammarDoesNotHaveIsRefusedWithItsLine(String text) {
    var refused = assertThrows(TextException.class, () -> read(text));
    assertTrue(refused.getMessage().startsWith("a.tex:2: "), refused.getMessage());
  }
}
