package org.heaplab.measure.heapmap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.results.table.MapCell;

/// Of a heap's addresses, cut into bins of one width, how many bytes each holds for what, at one
/// moment after the other.
///
/// ```text
///    area   ├── slab pages ──────────────┼── extents ───────┼─ handle table ─┤
///    bins   │    │    │    │    │    │   │    │    │    │   │    │           │
/// ```
///
/// How far a heap reaches is not known before its replay has ended. So bins begin as pages, and
/// whenever there are too many, neighbours are joined and all bins are twice as wide: at the end
/// there are half of [#MOST] to [#MOST], unless the heap never reached so far. An area has as many
/// as it takes to the end of what was ever held of it.
final class AddressBins {
  static final int MOST = 160;

  /// What bytes are held for. Locked ones are used ones too.
  enum Use {
    USED(0),
    LOCKED(1),
    METADATA(2),
    FREE(3);

    /// Which of the numbers of a bin it is.
    private final int index;

    Use(int index) {
      this.index = index;
    }
  }

  private static final int USES = Use.values().length;

  /// The bytes of one area.
  final class Area {
    /// For each moment a number for each bin and use.
    private final List<long[]> moments = new ArrayList<>();

    /// Addresses up to the end of what was ever held.
    private long end;

    private int bins() {
      return Math.toIntExact((end + width - 1) / width);
    }

    /// Adds bytes that are held at this moment.
    ///
    /// @param offset of the first of them from the area's start
    void add(Use use, long offset, long bytes) {
      if (bytes == 0) return;
      reach(offset + bytes);
      while (moments.size() < begun) moments.add(new long[0]);
      int last = Math.toIntExact((offset + bytes - 1) / width);
      long[] moment = moments.getLast();
      if (moment.length < (last + 1) * USES) {
        moment = Arrays.copyOf(moment, (last + 1) * USES);
        moments.set(begun - 1, moment);
      }
      long from = offset;
      for (int bin = Math.toIntExact(offset / width); bin <= last; bin++) {
        long to = Math.min(offset + bytes, (bin + 1) * width);
        moment[bin * USES + use.index] += to - from;
        from = to;
      }
    }

    private void reach(long offset) {
      if (offset <= end) return;
      end = offset;
      while (countBins() > MOST) {
        width *= 2;
        areas.values().forEach(Area::join);
      }
    }

    private void join() {
      moments.replaceAll(
          moment -> {
            var joined = new long[(moment.length / USES + 1) / 2 * USES];
            for (int i = 0; i < moment.length; i++) {
              joined[i / USES / 2 * USES + i % USES] += moment[i];
            }
            return joined;
          });
    }

    private long bytes(int moment, int bin, Use use) {
      if (moment >= moments.size()) return 0;
      long[] bytes = moments.get(moment);
      int at = bin * USES + use.index;
      return at < bytes.length ? bytes[at] : 0;
    }
  }

  private final Map<String, Area> areas = new LinkedHashMap<>();
  private long width = Backing.PAGE_BYTES;
  private int begun;

  /// Begins another moment.
  void begin() {
    begun++;
  }

  /// The area of a name; there is none of it before something is added.
  Area area(String name) {
    return areas.computeIfAbsent(name, unknown -> new Area());
  }

  private long countBins() {
    return areas.values().stream().mapToLong(area -> (area.end + width - 1) / width).sum();
  }

  /// Addresses in a bin.
  long width() {
    return width;
  }

  /// How many bins each area has of which anything was held, in the order in which areas were first
  /// asked for.
  Map<String, Integer> areas() {
    var counts = new LinkedHashMap<String, Integer>();
    areas.forEach(
        (name, area) -> {
          if (area.end > 0) counts.put(name, area.bins());
        });
    return counts;
  }

  /// A character for each bin of all areas ([MapCell]).
  ///
  /// @param moment counted from 0
  String cells(int moment) {
    var cells = new StringBuilder();
    for (Area area : areas.values()) {
      for (int bin = 0; bin < area.bins(); bin++) {
        cells.append(
            MapCell.of(
                area.bytes(moment, bin, Use.USED),
                area.bytes(moment, bin, Use.LOCKED),
                area.bytes(moment, bin, Use.METADATA),
                area.bytes(moment, bin, Use.FREE)));
      }
    }
    return cells.toString();
  }
}
