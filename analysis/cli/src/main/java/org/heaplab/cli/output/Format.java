package org.heaplab.cli.output;

import java.util.Locale;
import picocli.CommandLine.Option;

/// How rows are written: for reading, for a spreadsheet, for a program.
public enum Format {
  TABLE,
  CSV,
  JSON;

  /// The option that every command with rows has.
  public static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "table|csv|json",
        defaultValue = "table",
        description = "how to print the rows (default: ${DEFAULT-VALUE})")
    public Format format;
  }

  /// @throws IllegalArgumentException when there is no such format
  public static Format of(String name) {
    for (Format format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) return format;
    }
    throw new IllegalArgumentException("a format must be table, csv or json: " + name);
  }
}
