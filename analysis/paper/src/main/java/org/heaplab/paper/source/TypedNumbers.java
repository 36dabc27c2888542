package org.heaplab.paper.source;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.heaplab.paper.source.TextException.Problem;

/// Finds numbers that are typed into the text. A number must say where it comes from: results, the
/// code, or a reference.
public final class TypedNumbers {
  private static final Pattern DIGITS = Pattern.compile("\\S*\\d\\S*");
  private static final Pattern VARIABLE = Pattern.compile("(?<!\\\\)\\b[A-Za-z]\\b");

  private TypedNumbers() {}

  public static List<Problem> in(List<Node> nodes) {
    return nodes.stream().flatMap(Node::all).flatMap(TypedNumbers::of).toList();
  }

  private static Stream<Problem> of(Node node) {
    return switch (node) {
      case Node.Words words ->
          DIGITS
              .matcher(words.text())
              .results()
              .map(found -> problem(words.place(), found.group()));
      case Node.Formula formula when isOnlyNumber(formula.tex()) ->
          Stream.of(problem(formula.place(), "$" + formula.tex() + "$"));
      default -> Stream.empty();
    };
  }

  /// A formula that says something of a variable may have numbers.
  private static boolean isOnlyNumber(String tex) {
    return DIGITS.matcher(tex).find() && !VARIABLE.matcher(tex).find();
  }

  private static Problem problem(Place place, String number) {
    return new Problem(
        place,
        "a number must come from results (\\val and its kin), the code (\\const) or a reference"
            + " (\\cited): "
            + number);
  }
}
