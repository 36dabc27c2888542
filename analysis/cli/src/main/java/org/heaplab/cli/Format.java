package org.heaplab.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// How rows are written: for reading, for a spreadsheet, for a program.
enum Format {
  TABLE,
  CSV,
  JSON;

  /// The option that every command with rows has.
  static final class Choice {
    @Option(
        names = "--format",
        paramLabel = "table|csv|json",
        defaultValue = "table",
        converter = Converter.class,
        description = "how to print the rows (default: ${DEFAULT-VALUE})")
    Format format;
  }

  static final class Converter implements ITypeConverter<Format> {
    @Override
    public Format convert(String name) {
      for (Format format : values()) {
        if (format.name().toLowerCase(Locale.ROOT).equals(name)) return format;
      }
      throw new TypeConversionException("a format must be table, csv or json: " + name);
    }
  }
}
