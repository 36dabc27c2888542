package org.heaplab.report.page;

import java.util.Locale;

/// The names of the parts of a page, which links go to.
final class PageIds {
  private PageIds() {}

  static String experiment(String experiment) {
    return "experiment-" + id(experiment);
  }

  static String trace(String experiment, String trace) {
    return "trace-" + id(experiment) + "-" + id(trace);
  }

  static String figure(String file) {
    return "figure-" + file;
  }

  private static String id(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
