package org.heaplab.paper.source;

import java.util.List;
import java.util.stream.Stream;

/// A piece of the text.
public sealed interface Node {
  Place place();

  /// Letters, as a reader sees them: `~` and dashes and quotes have become one character each.
  record Words(Place place, String text) implements Node {}

  /// An empty line.
  record Break(Place place) implements Node {}

  /// A formula within a line, without its dollars.
  record Formula(Place place, String tex) implements Node {}

  /// A picture of letters in an environment `drawing`.
  record Picture(Place place, String text) implements Node {}

  /// A command, such as `\cite{a,b}`.
  ///
  /// @param plain its arguments that are not text, in their order
  /// @param text its argument that is text; empty for none
  record Command(Place place, String name, List<String> plain, List<Node> text) implements Node {
    public Command {
      plain = List.copyOf(plain);
      text = List.copyOf(text);
    }
  }

  /// An environment, such as `itemize`.
  record Environment(Place place, String name, List<Node> content) implements Node {
    public Environment {
      content = List.copyOf(content);
    }
  }

  /// This node and all in it.
  default Stream<Node> all() {
    List<Node> inner =
        switch (this) {
          case Command command -> command.text();
          case Environment environment -> environment.content();
          default -> List.of();
        };
    return Stream.concat(Stream.of(this), inner.stream().flatMap(Node::all));
  }
}
