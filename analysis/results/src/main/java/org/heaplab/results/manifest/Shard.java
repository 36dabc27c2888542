package org.heaplab.results.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A part of a run that one of several machines does: every N-th workload of an experiment, with
/// all allocators. So whatever is compared with each other was measured on one machine.
///
/// @param number from 1
/// @param of how many there are
public record Shard(int number, int of) {
  /// The whole run.
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern OPTION = Pattern.compile("--shard(?:=(.*))?");
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException(
          "a shard must be I/N with I from 1 to N: %d/%d".formatted(number, of));
    }
  }

  /// @param text as in `2/5`
  /// @throws IllegalArgumentException when it is no shard
  public static Shard parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a shard must be I/N, as in 2/5: " + text);
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /// The shard that a command line asks for; empty where it asks for none.
  public static Optional<Shard> in(List<String> command) {
    for (int i = 0; i < command.size(); i++) {
      Matcher word = OPTION.matcher(command.get(i));
      if (!word.matches()) continue;
      if (word.group(1) != null) return Optional.of(parse(word.group(1)));
      if (i + 1 < command.size()) return Optional.of(parse(command.get(i + 1)));
    }
    return Optional.empty();
  }

  /// Those of some things that it does.
  public <T> List<T> of(List<T> all) {
    var chosen = new ArrayList<T>();
    for (int i = number - 1; i < all.size(); i += of) chosen.add(all.get(i));
    return chosen;
  }

  /// Whether it does what there is only once in a run.
  public boolean isFirst() {
    return number == 1;
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
