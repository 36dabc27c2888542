package org.heaplab.measure.published;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// A file of published numbers beside the classes of this package, with commas between its cells.
final class PublishedFile {
  private PublishedFile() {}

  /// The cells of each line.
  static List<List<String>> read(String name) {
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                PublishedFile.class.getResourceAsStream(name), StandardCharsets.UTF_8))) {
      return reader.lines().map(line -> Arrays.asList(line.split(",", -1))).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
