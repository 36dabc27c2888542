package org.heaplab.paper.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.heaplab.paper.source.Node;
import org.heaplab.report.quantity.Quantities;
import org.heaplab.report.quantity.ReferenceRuns;

/// The numbers that a text asks for, those of claims too, by commands such as `\val{…}`, each as it
/// is printed.
public final class Answers {
  /// A number that is asked for.
  ///
  /// @param command as in `val`
  /// @param key its argument
  public record Question(String command, String key) {}

  private final Map<String, Function<String, String>> commands;
  private final Map<Question, String> found = new LinkedHashMap<>();

  public Answers(
      ReferenceRuns reference, CitedClaims claims, Constants constants, Bibliography bibliography) {
    var quantities = new Quantities(reference);
    this.commands =
        Map.of(
            "val", key -> quantities.find(key).value(),
            "valint", key -> quantities.find(key).withInterval(),
            "pct", key -> quantities.find(key).percent(),
            "lower", key -> quantities.find(key).below(),
            "higher", key -> quantities.find(key).above(),
            "claim", claims::number,
            "const", constants::find,
            "yearof", bibliography::yearOf);
  }

  /// The question that a node asks; empty for none.
  public Optional<Question> question(Node node) {
    return node instanceof Node.Command command && commands.containsKey(command.name())
        ? Optional.of(new Question(command.name(), command.plain().getFirst()))
        : Optional.empty();
  }

  /// @throws IllegalArgumentException when there is no such number
  /// @throws IllegalStateException when the number is not what the text says that it is
  public String answer(Question question) {
    String known = found.get(question);
    if (known != null) return known;
    String answer = commands.get(question.command()).apply(question.key());
    found.put(question, answer);
    return answer;
  }

  /// All that were answered so far.
  public List<Map.Entry<Question, String>> all() {
    return List.copyOf(found.entrySet());
  }
}
