package org.heaplab.workloads.synthetic.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a program of Google's fleet allocates, as fleetbench publishes it.
///
/// @param bins by size, ascending
record FleetProfile(List<Bin> bins) {
  /// How many profiles there are.
  static final int COUNT = 10;

  private static final String FILE = "profiles.csv";

  /// Sizes that are taken for one.
  ///
  /// @param size in bytes
  /// @param rate births per second
  /// @param live how many are live at a time
  record Bin(long size, double rate, double live) {}

  FleetProfile {
    bins = List.copyOf(bins);
  }

  /// @param number from 0
  static FleetProfile of(int number) {
    var bins = new ArrayList<Bin>();
    try (InputStream in = FleetProfile.class.getResourceAsStream(FILE);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line; (line = lines.readLine()) != null; ) {
        if (line.startsWith("#")) continue;
        String[] fields = line.split(",", -1);
        if (Integer.parseInt(fields[0]) != number) continue;
        bins.add(
            new Bin(
                Long.parseLong(fields[1]),
                Double.parseDouble(fields[2]),
                Double.parseDouble(fields[3])));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FleetProfile(bins);
  }

  /// The same without sizes above a largest one.
  FleetProfile upTo(long largest) {
    return new FleetProfile(bins.stream().filter(bin -> bin.size() <= largest).toList());
  }

  double liveBytes() {
    return bins.stream().mapToDouble(bin -> bin.size() * bin.live()).sum();
  }

  double rate() {
    return bins.stream().mapToDouble(Bin::rate).sum();
  }
}
