package org.heaplab.report.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.heaplab.results.metric.Cell;
import org.heaplab.results.metric.Unit;
import org.heaplab.results.table.Row;
import org.heaplab.results.table.Tables;

/// The bands of sizes of a trace.
record Bands(List<Row> rows) {
  /// A moment of a trace, as columns call it.
  enum Moment {
    PEAK("at_peak"),
    END("at_end");

    private final String column;

    Moment(String column) {
      this.column = column;
    }
  }

  static Bands of(Cell cell) {
    return new Bands(cell.series(Tables.SIZE).rows());
  }

  static double bytes(Row band, Moment moment) {
    return band.number("bytes_" + moment.column);
  }

  static double blocks(Row band, Moment moment) {
    return band.number("blocks_" + moment.column);
  }

  double bytes(Moment moment) {
    return rows.stream().mapToDouble(band -> bytes(band, moment)).sum();
  }

  /// The band that most live bytes are of; empty when nothing is live.
  Optional<Row> most(Moment moment) {
    return rows.stream()
        .filter(band -> bytes(band, moment) > 0)
        .max(Comparator.comparingDouble(band -> bytes(band, moment)));
  }

  Optional<Row> upTo(double bytes) {
    return rows.stream().filter(band -> band.number("up_to") == bytes).findFirst();
  }

  /// As in `65 B to 128 B`.
  static String name(Row band) {
    double upTo = band.number("up_to");
    if (upTo <= 2) return Unit.BYTES.format(upTo);
    return "%s to %s".formatted(Unit.BYTES.format(upTo / 2 + 1), Unit.BYTES.format(upTo));
  }
}
