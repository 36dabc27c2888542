package org.heaplab.measure.published;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.heaplab.results.manifest.LoggedSession;
import org.heaplab.results.table.WorkloadTables;

/// Two sessions of the Opera browser on a desktop of 2008, whose mallocs, reallocs and frees its
/// makers logged: start, blank page, end; and start, news page, blank page, end. The logs are in
/// github.com/ohscar/rmalloc, commit 7b21cc1, folder `allocation-logging/logs`, in three parts
/// each, which belong one after the other. They have no licence, so only numbers made from them are
/// here.
///
/// The file beside this class has counts, and the distributions of sizes and lifetimes as a profile
/// has them, without the points at which a share rises by less than half a percent. The blank page
/// does not count as a page. A test makes the file again where the logs are.
public final class OperaLogNumbers {
  public static final String BLANK = "opera-blank";
  public static final String NEWS = "opera-news";

  static final String FILE = "opera-2008.csv";

  private static final String SOURCE =
      "Opera Software, allocation logs of 2008, in github.com/ohscar/rmalloc, commit 7b21cc1";

  private OperaLogNumbers() {}

  /// The session without a page first.
  public static List<LoggedSession> all() {
    List<List<String>> lines = PublishedFile.read(FILE);
    return List.of(of(BLANK, lines), of(NEWS, lines));
  }

  private static LoggedSession of(String name, List<List<String>> lines) {
    var counts = new HashMap<String, Long>();
    var sizes = new TreeMap<Long, Double>();
    var lifetimes = new TreeMap<Long, Double>();
    for (List<String> line : lines) {
      if (!line.getFirst().equals(name)) continue;
      String what = line.get(1);
      String value = line.get(3);
      switch (what) {
        case WorkloadTables.SIZE -> put(sizes, line.get(2), value);
        case WorkloadTables.LIFETIME -> put(lifetimes, line.get(2), value);
        default -> counts.put(what, Long.valueOf(value));
      }
    }
    return new LoggedSession(name, SOURCE, counts, sizes, lifetimes);
  }

  private static void put(Map<Long, Double> shares, String at, String share) {
    shares.put(Long.valueOf(at), Double.valueOf(share));
  }
}
