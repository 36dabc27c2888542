package org.heaplab.paper.source;

import java.util.ArrayList;
import java.util.List;

/// Reads a text in the part of LaTeX that [Grammar] has.
public final class TextReader {
  private static final char END = '\0';

  private final String file;
  private final String text;
  private int at;
  private int line = 1;

  private TextReader(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /// @param file its name, for messages
  /// @throws TextException at the first thing that the grammar does not have
  public static List<Node> read(String file, String text) {
    var reader = new TextReader(file, text.replace("\r\n", "\n"));
    List<Node> nodes = reader.nodes();
    if (reader.peek() == '}') throw reader.broken("a '}' must close a '{'");
    return nodes;
  }

  /// Up to the end of the text, of a group or of an environment.
  private List<Node> nodes() {
    var nodes = new ArrayList<Node>();
    var words = new StringBuilder();
    Place begin = place();
    while (!isAtEnd()) {
      if (words.isEmpty()) begin = place();
      String letters = letters();
      if (letters != null) {
        words.append(letters);
        continue;
      }
      flush(nodes, words, begin);
      nodes.add(next());
    }
    flush(nodes, words, begin);
    return nodes;
  }

  private static void flush(List<Node> nodes, StringBuilder words, Place begin) {
    if (!words.isEmpty()) nodes.add(new Node.Words(begin, words.toString()));
    words.setLength(0);
  }

  private boolean isAtEnd() {
    return peek() == END || peek() == '}' || text.startsWith("\\end{", at);
  }

  /// The next letters as a reader sees them, or null when there is something else.
  private String letters() {
    return switch (peek()) {
      case '\\' -> afterBackslash();
      case '$', '{' -> null;
      case '%' -> afterComment();
      case '~' -> take(" ");
      case '\n' -> isEmptyLineNext() ? null : take(" ");
      default -> punctuation();
    };
  }

  private String afterBackslash() {
    char escaped = peek(1);
    if (Grammar.ESCAPED.indexOf(escaped) >= 0) {
      take();
      return String.valueOf(take());
    }
    if (escaped == ',') {
      take();
      take();
      return " ";
    }
    String character = Grammar.CHARACTERS.get(nameAt(at + 1));
    if (character == null) return null;
    at += 1 + nameAt(at + 1).length();
    if (text.startsWith("{}", at)) at += 2;
    return character;
  }

  private String punctuation() {
    if (text.startsWith("---", at)) return take(3, "—");
    if (text.startsWith("--", at)) return take(2, "–");
    if (text.startsWith("``", at)) return take(2, "“");
    if (text.startsWith("''", at)) return take(2, "”");
    if (peek() == '`') return take("‘");
    if (peek() == '\'') return take("’");
    return String.valueOf(take());
  }

  /// A comment reaches over its line's end, so that no space is left where it stood.
  private String afterComment() {
    while (peek() != END && peek() != '\n') take();
    if (peek() == '\n' && !isEmptyLineNext()) take();
    while (peek() == ' ') take();
    return "";
  }

  private boolean isEmptyLineNext() {
    int next = at + 1;
    while (next < text.length() && text.charAt(next) == ' ') next++;
    return next < text.length() && text.charAt(next) == '\n';
  }

  private Node next() {
    Place place = place();
    return switch (peek()) {
      case '\n' -> emptyLine(place);
      case '$' -> formula(place);
      case '{' -> throw broken("a group must be the argument of a command");
      default -> named(place);
    };
  }

  private Node emptyLine(Place place) {
    while (Character.isWhitespace(peek())) take();
    return new Node.Break(place);
  }

  private Node formula(Place place) {
    take();
    return new Node.Formula(place, until("$"));
  }

  private Node named(Place place) {
    take();
    String name = nameAt(at);
    at += name.length();
    return name.equals("begin") ? environment(place) : command(place, name);
  }

  private Node environment(Place place) {
    String name = key();
    if (name.equals(Grammar.DRAWING)) {
      String picture = until("\\end{%s}".formatted(Grammar.DRAWING));
      return new Node.Picture(place, picture.strip().isEmpty() ? "" : picture.stripTrailing());
    }
    if (!Grammar.ENVIRONMENTS.contains(name)) {
      throw new TextException(
          place,
          "an environment must be one of %s or %s: %s"
              .formatted(Grammar.ENVIRONMENTS.stream().sorted().toList(), Grammar.DRAWING, name));
    }
    List<Node> content = nodes();
    if (!text.startsWith("\\end{%s}".formatted(name), at)) {
      throw new TextException(place, "an environment must be ended by \\end{%s}".formatted(name));
    }
    at += "\\end{}".length() + name.length();
    return new Node.Environment(place, name, content);
  }

  private Node command(Place place, String name) {
    String arguments = Grammar.COMMANDS.get(name);
    if (arguments == null) {
      throw new TextException(
          place,
          "a command must be one of %s: \\%s"
              .formatted(Grammar.COMMANDS.keySet().stream().sorted().toList(), name));
    }
    if (name.equals("item")) return item(place);
    var plain = new ArrayList<String>();
    List<Node> content = List.of();
    for (int i = 0; i < arguments.length(); i++) {
      if (arguments.charAt(i) == 'k') plain.add(key());
      else content = group(place);
    }
    return new Node.Command(place, name, plain, content);
  }

  /// With what stands in brackets, of a description.
  private Node item(Place place) {
    List<Node> term = List.of();
    if (peek() == '[') {
      take();
      int end = text.indexOf(']', at);
      if (end < 0) throw broken("a '[' must be closed by ']'");
      var inner = new TextReader(file, text.substring(at, end));
      inner.line = line;
      term = inner.nodes();
      until("]");
    }
    while (peek() == ' ') take();
    return new Node.Command(place, "item", List.of(), term);
  }

  private List<Node> group(Place place) {
    open();
    List<Node> content = nodes();
    if (peek() != '}') throw new TextException(place, "a '{' must be closed by '}'");
    take();
    return content;
  }

  /// What stands in braces, as it is.
  private String key() {
    open();
    return until("}");
  }

  private void open() {
    if (peek() != '{') throw broken("an argument in braces is missing");
    take();
  }

  /// What stands before some letters, which are passed over.
  private String until(String end) {
    int from = at;
    int to = text.indexOf(end, at);
    if (to < 0) throw broken("'%s' is missing".formatted(end));
    while (at < to) take();
    at += end.length();
    return text.substring(from, to);
  }

  private String nameAt(int from) {
    int end = from;
    while (end < text.length() && Character.isLetter(text.charAt(end))) end++;
    return text.substring(from, end);
  }

  private char peek() {
    return peek(0);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : END;
  }

  private char take() {
    char taken = text.charAt(at++);
    if (taken == '\n') line++;
    return taken;
  }

  private String take(String as) {
    take();
    return as;
  }

  private String take(int count, String as) {
    at += count;
    return as;
  }

  private Place place() {
    return new Place(file, line);
  }

  private TextException broken(String rule) {
    return new TextException(place(), rule);
  }
}
