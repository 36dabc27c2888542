package org.heaplab.measure.session;

import java.util.List;
import java.util.Map;
import org.heaplab.measure.protocol.ReplyWriter;
import org.heaplab.measure.replay.HeapReplay;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.table.Row;

/// A measurement of an allocator on a trace, by replaying.
///
/// ```text
///    parent                                   child
///    measure ──▶ session.ask("space") ──────▶ commands().get("space")
///       │                                        │  replays on a fresh heap
///      rows ◀── Reply ◀──────────────────────────┘
/// ```
///
/// The C replay, which native allocators run in, has its own side of each command.
public interface ReplayMeasurement extends Measurement {
  /// What one of our allocators' processes does for it, by the first word of a command.
  Map<String, ChildCommand> commands();

  /// Whether it makes sense after what has been measured.
  default boolean applies(Cell known, ReplayOptions options) {
    return known.valid() && known.completed();
  }

  /// Does one round.
  ///
  /// @param round counted from 0
  /// @return all rows; none when there is nothing to say
  List<Row> measure(Session session, int round);

  /// The side of a command that runs in the process of one of our allocators.
  @FunctionalInterface
  interface ChildCommand {
    /// @param argument what follows the command's first word; empty for none
    void run(HeapReplay replay, String argument, ReplyWriter reply);
  }
}
