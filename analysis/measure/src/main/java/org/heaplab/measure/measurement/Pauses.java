package org.heaplab.measure.measurement;

import org.heaplab.measure.protocol.Reply;

/// How long a heap's compaction held up its client.
///
/// @param count how many pauses there were
/// @param maxNanos processor time of the longest
/// @param p99Nanos processor time that 99 % of them do not exceed
/// @param maxWallNanos the longest on the wall, in the round in which it is shortest
public record Pauses(long count, long maxNanos, long p99Nanos, long maxWallNanos) {
  public static Pauses of(Reply reply) {
    return new Pauses(
        reply.number("pauses"),
        reply.number("max_pause_ns"),
        reply.number("p99_pause_ns"),
        reply.number("max_pause_wall_ns"));
  }
}
