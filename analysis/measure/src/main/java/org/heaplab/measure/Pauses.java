package org.heaplab.measure;

import java.util.List;

/// How long a heap's compaction held up its client, round by round.
public record Pauses(List<Round> rounds) {
  /// @param pauses how many there were
  /// @param maxNanos processor time of the longest
  /// @param p99Nanos processor time that 99 % of them do not exceed
  /// @param maxWallNanos the longest on the wall
  public record Round(long pauses, long maxNanos, long p99Nanos, long maxWallNanos) {
    static Round of(Reply reply) {
      return new Round(
          reply.number("pauses"),
          reply.number("max_pause_ns"),
          reply.number("p99_pause_ns"),
          reply.number("max_pause_wall_ns"));
    }
  }

  public Pauses {
    rounds = List.copyOf(rounds);
  }

  /// The longest pause of the round in which that is shortest. Every round has the same pauses: the
  /// same heap does the same work for the same trace. What one takes beyond the others is the
  /// machine's.
  public long maxNanos() {
    return rounds.stream().mapToLong(Round::maxNanos).min().orElseThrow();
  }
}
