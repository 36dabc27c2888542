package org.heaplab.cli;

import java.util.Locale;

/// What a value counts, and so how a table shows it. CSV and JSON have the bare value.
enum Unit {
  TEXT,
  COUNT {
    @Override
    String format(Object value) {
      return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }
  },
  BYTES {
    @Override
    String format(Object value) {
      return scaled(((Number) value).doubleValue(), 1024, " B", " KiB", " MiB", " GiB", " TiB");
    }
  },
  RATIO {
    @Override
    String format(Object value) {
      return String.format(Locale.ROOT, "%.3f", ((Number) value).doubleValue());
    }
  },
  SHARE {
    @Override
    String format(Object value) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * ((Number) value).doubleValue());
    }
  },
  NANOS {
    @Override
    String format(Object value) {
      return scaled(((Number) value).doubleValue(), 1000, " ns", " µs", " ms", " s");
    }
  },
  FLAG {
    @Override
    String format(Object value) {
      return Boolean.TRUE.equals(value) ? "yes" : "no";
    }
  };

  String format(Object value) {
    return value.toString();
  }

  boolean isNumber() {
    return this != TEXT && this != FLAG;
  }

  private static String scaled(double value, double step, String... units) {
    int unit = 0;
    double scaled = value;
    while (scaled >= step && unit < units.length - 1) {
      scaled /= step;
      unit++;
    }
    boolean whole = unit == 0 && scaled == Math.rint(scaled);
    return String.format(Locale.ROOT, whole ? "%.0f%s" : "%.2f%s", scaled, units[unit]);
  }
}
