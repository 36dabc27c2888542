package org.heaplab.paper.edition;

import j2html.utils.EscapeUtil;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.heaplab.paper.source.Manuscript;
import org.heaplab.paper.source.Node;
import org.heaplab.paper.source.TextException;
import org.heaplab.paper.source.TextException.Problem;
import org.heaplab.paper.source.TextReader;
import org.heaplab.paper.values.Answers;
import org.heaplab.paper.values.Bibliography;
import org.heaplab.paper.values.Material;
import org.heaplab.report.drawing.FigureFile;
import org.heaplab.report.drawing.ThemedSvg;
import org.heaplab.report.page.PageParts;

/// The paper as one web page that needs nothing beside itself. It shows everything that the text
/// may have, so making it is also the check that all that the text asks for is there.
public final class HtmlEdition {
  /// The label of the table of claims.
  private static final String CLAIMS = "tab:claims";

  private final Manuscript manuscript;
  private final Answers answers;
  private final Material material;
  private final Bibliography bibliography;
  private final Numbering numbering;
  private final List<String> cited;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> footnotes = new ArrayList<>();
  private final StringBuilder contents = new StringBuilder();
  private final StringBuilder html = new StringBuilder();
  private boolean inParagraph;

  private HtmlEdition(
      Manuscript manuscript, Answers answers, Material material, Bibliography bibliography) {
    this.manuscript = manuscript;
    this.answers = answers;
    this.material = material;
    this.bibliography = bibliography;
    this.numbering = new Numbering(manuscript.sections());
    this.cited = bibliography.sorted(cited());
  }

  /// @throws TextException when the text asks for something that there is not
  public static String of(
      Manuscript manuscript, Answers answers, Material material, Bibliography bibliography) {
    return new HtmlEdition(manuscript, answers, material, bibliography).page();
  }

  private Set<String> cited() {
    var keys = new LinkedHashSet<String>();
    manuscript.sections().stream()
        .flatMap(Node::all)
        .forEach(
            node -> {
              if (node instanceof Node.Command command) keys.addAll(keysCited(command));
            });
    keys.removeIf(key -> !bibliography.has(key));
    return keys;
  }

  private static List<String> keysCited(Node.Command command) {
    return switch (command.name()) {
      case "cite" -> List.of(command.plain().getFirst().split("\\s*,\\s*", -1));
      case "cited" -> List.of(command.plain().get(1));
      default -> List.of();
    };
  }

  private String page() {
    blocks(manuscript.sections());
    if (!problems.isEmpty()) throw new TextException(problems);
    return PageParts.page(
        manuscript.title(),
        "<ul>%s</ul>".formatted(contents),
        "<h1>%s</h1><p class=\"lead\">%s</p>%s%s%s"
            .formatted(
                EscapeUtil.escape(manuscript.title()),
                EscapeUtil.escape(manuscript.authors()),
                html,
                notes(),
                references()));
  }

  private String notes() {
    if (footnotes.isEmpty()) return "";
    var list = new StringBuilder("<h2>Notes</h2><ol>");
    for (int i = 0; i < footnotes.size(); i++) {
      list.append("<li id=\"note-%d\">%s</li>".formatted(i + 1, footnotes.get(i)));
    }
    return list.append("</ol>").toString();
  }

  private String references() {
    var list = new StringBuilder("<h2 id=\"references\">References</h2><ol>");
    for (String key : cited) {
      list.append(
          "<li id=\"ref-%s\">%s</li>".formatted(key, EscapeUtil.escape(bibliography.written(key))));
    }
    return list.append("</ol>").toString();
  }

  private void blocks(List<Node> nodes) {
    for (Node node : nodes) {
      switch (node) {
        case Node.Break _ -> endParagraph();
        case Node.Picture picture ->
            block(
                "<pre>%s</pre>"
                    .formatted(EscapeUtil.escape(picture.text().replaceFirst("^\n", ""))));
        case Node.Environment environment -> environment(environment);
        case Node.Command command when isBlock(command) -> block(command);
        case Node.Command command when command.name().equals("paragraph") -> {
          endParagraph();
          inline("<b>%s</b> ".formatted(inline(command.text())));
        }
        case Node.Command command when command.name().equals("appendix") -> endParagraph();
        case Node.Command command when command.name().equals("label") ->
            html.append("<a id=\"%s\"></a>".formatted(command.plain().getFirst()));
        default -> inline(inline(node));
      }
    }
    endParagraph();
  }

  private static boolean isBlock(Node.Command command) {
    return switch (command.name()) {
      case "section", "subsection", "resulttable", "resultfigure" -> true;
      default -> false;
    };
  }

  private void inline(String text) {
    if (!inParagraph && text.isBlank()) return;
    if (!inParagraph) html.append("<p>");
    inParagraph = true;
    html.append(text);
  }

  private void endParagraph() {
    if (inParagraph) html.append("</p>\n");
    inParagraph = false;
  }

  private void block(String text) {
    endParagraph();
    html.append(text).append('\n');
  }

  private void block(Node.Command command) {
    String number = numbering.of(command);
    String words = inline(command.text());
    switch (command.name()) {
      case "section" -> {
        block("<h2 id=\"section-%s\">%s %s</h2>".formatted(number, number, words));
        contents.append("<li><a href=\"#section-%s\">%s</a></li>".formatted(number, words));
      }
      case "subsection" -> block("<h3>%s %s</h3>".formatted(number, words));
      case "resulttable" -> block(table(command, number, words));
      default -> block(figure(command, number, words));
    }
  }

  private String table(Node.Command command, String number, String caption) {
    return found(
        command,
        () ->
            "<section id=\"%s\"><p><b>Table %s.</b> %s</p>%s</section>"
                .formatted(
                    command.plain().get(1),
                    number,
                    caption,
                    PageParts.table(material.table(command.plain().getFirst()))));
  }

  private String figure(Node.Command command, String number, String caption) {
    return found(
        command,
        () -> {
          Material.Figure figure = material.figure(command.plain().getFirst());
          String label = command.plain().get(1);
          String svg = ThemedSvg.svg(FigureFile.pageSvg(figure.drawing(), figure.title()), label);
          return "<figure id=\"%s\">%s<figcaption><b>Figure %s.</b> %s</figcaption></figure>"
              .formatted(label, svg, number, caption);
        });
  }

  private void environment(Node.Environment environment) {
    switch (environment.name()) {
      case "abstract" -> around("section class=\"abstract\"", environment.content());
      case "quote" -> around("blockquote", environment.content());
      default -> list(environment);
    }
  }

  private void around(String tag, List<Node> content) {
    block("<%s>".formatted(tag));
    blocks(content);
    block("</%s>".formatted(tag.replaceFirst(" .*", "")));
  }

  private void list(Node.Environment list) {
    boolean described = list.name().equals("description");
    String tag = described ? "dl" : list.name().equals("itemize") ? "ul" : "ol";
    block("<%s>".formatted(tag));
    var item = new ArrayList<Node>();
    String open = "";
    for (Node node : list.content()) {
      if (node instanceof Node.Command command && command.name().equals("item")) {
        item(open, item);
        open = described ? "<dt>%s</dt><dd>".formatted(inline(command.text())) : "<li>";
      } else {
        item.add(node);
      }
    }
    item(open, item);
    block("</%s>".formatted(tag));
  }

  private void item(String open, List<Node> content) {
    if (!open.isEmpty()) {
      block(open);
      blocks(content);
      block(open.startsWith("<li") ? "</li>" : "</dd>");
    }
    content.clear();
  }

  private String inline(List<Node> nodes) {
    var text = new StringBuilder();
    for (Node node : nodes) text.append(inline(node));
    return text.toString();
  }

  private String inline(Node node) {
    return switch (node) {
      case Node.Words words -> EscapeUtil.escape(words.text());
      case Node.Formula formula -> found(node, () -> Formulas.html(formula.tex()));
      case Node.Command command -> found(node, () -> inline(command));
      case Node.Break _ -> " ";
      default -> problem(node, "this must not stand within a line");
    };
  }

  private String inline(Node.Command command) {
    var question = answers.question(command);
    if (question.isPresent() && command.name().equals("claim")) {
      return "[<a href=\"#%s\" title=\"%s\">%s</a>]"
          .formatted(CLAIMS, question.get().key(), answers.answer(question.get()));
    }
    if (question.isPresent()) {
      return "<span title=\"%s\">%s</span>"
          .formatted(
              EscapeUtil.escape(question.get().key()),
              EscapeUtil.escape(answers.answer(question.get())));
    }
    String first = command.plain().isEmpty() ? "" : command.plain().getFirst();
    return switch (command.name()) {
      case "emph" -> "<em>%s</em>".formatted(inline(command.text()));
      case "textbf" -> "<b>%s</b>".formatted(inline(command.text()));
      case "code" -> "<code>%s</code>".formatted(plain(command));
      case "name" -> plain(command);
      case "ref" -> "<a href=\"#%s\">%s</a>".formatted(first, numbering.of(first));
      case "cite" -> citation(keysCited(command));
      case "cited" -> plain(command) + " " + citation(keysCited(command));
      case "footnote" -> footnote(inline(command.text()));
      default ->
          throw new IllegalArgumentException(
              "this must not stand within a line: \\" + command.name());
    };
  }

  /// A name or number, which is a key for the checks and text for a reader.
  private String plain(Node.Command command) {
    return inline(TextReader.read(command.place().file(), command.plain().getFirst()));
  }

  private String citation(List<String> keys) {
    var links = new ArrayList<String>();
    for (String key : keys) {
      int index = cited.indexOf(key);
      if (index < 0) throw new IllegalArgumentException("there is no reference " + key);
      links.add("<a href=\"#ref-%s\">%d</a>".formatted(key, index + 1));
    }
    return "[" + String.join(", ", links) + "]";
  }

  private String footnote(String text) {
    footnotes.add(text);
    int number = footnotes.size();
    return "<sup><a href=\"#note-%d\">%d</a></sup>".formatted(number, number);
  }

  private interface Part {
    String html();
  }

  private String found(Node node, Part part) {
    try {
      return part.html();
    } catch (IllegalArgumentException | IllegalStateException e) {
      String asked =
          node instanceof Node.Command command
              ? "\\%s{%s}: ".formatted(command.name(), String.join("}{", command.plain()))
              : "";
      return problem(node, asked + e.getMessage());
    }
  }

  private String problem(Node node, String rule) {
    problems.add(new Problem(node.place(), rule));
    return "";
  }
}
