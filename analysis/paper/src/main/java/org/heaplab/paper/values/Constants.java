package org.heaplab.paper.values;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/// Numbers that the text takes from the project's own sources, so that they cannot differ from
/// them. A line of `constants.csv` names one: a file, and a pattern with one group that is found in
/// it once.
public final class Constants {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader("name", "file", "pattern")
          .setSkipHeaderRecord(true)
          .get();

  private final Map<String, String> values = new LinkedHashMap<>();

  /// @param home the project's folder, which the files' paths start from
  /// @throws IllegalArgumentException when a pattern is not found exactly once
  public Constants(Path csv, Path home) throws IOException {
    try (var parser = FORMAT.parse(Files.newBufferedReader(csv))) {
      for (CSVRecord line : parser) {
        String name = line.get("name");
        values.put(name, value(name, home.resolve(line.get("file")), line.get("pattern")));
      }
    }
  }

  private static String value(String name, Path file, String pattern) throws IOException {
    List<MatchResult> found = compiled(pattern).matcher(Files.readString(file)).results().toList();
    if (found.size() == 1 && found.getFirst().groupCount() == 1) return found.getFirst().group(1);
    throw new IllegalArgumentException(
        "constant %s: '%s' must have one group and be found once in %s: %d times"
            .formatted(name, pattern, file, found.size()));
  }

  private static Pattern compiled(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(e.getMessage().strip(), e);
    }
  }

  /// @throws IllegalArgumentException when there is none of that name
  public String find(String name) {
    String value = values.get(name);
    if (value != null) return value;
    throw new IllegalArgumentException(
        "a constant must be one of %s: %s".formatted(values.keySet(), name));
  }
}
