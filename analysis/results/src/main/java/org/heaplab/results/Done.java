package org.heaplab.results;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// Which measurements of a run are finished: what `done.csv` says.
public final class Done {
  private record Part(String measurement, Key key) {}

  private final Map<Part, Integer> rounds = new HashMap<>();

  /// What the file in a run's folder says, if it is there.
  ///
  /// @param version of the run's files
  /// @param notes is told what was left out
  /// @throws MalformedResult when a line breaks a rule
  static Done read(Path folder, int version, Consumer<String> notes) {
    var done = new Done();
    var file = new TableFile(folder, Tables.DONE);
    if (file.exists()) file.forEach(version, notes, done::add);
    return done;
  }

  public void add(Row row) {
    add(row.text("measurement"), row.key());
  }

  public void add(String measurement, Key key) {
    rounds.merge(new Part(measurement, key), 1, Integer::sum);
  }

  /// How many rounds of a measurement are finished; at most 1 of one without rounds.
  public int rounds(String measurement, Key key) {
    return rounds.getOrDefault(new Part(measurement, key), 0);
  }

  /// Whether a row is one of a finished measurement or round.
  public boolean has(Row row) {
    return row.round() < rounds(row.table().measurement(), row.key());
  }
}
