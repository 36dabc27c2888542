package org.heaplab.cli.argument;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a number of bytes: `65536`, `64k`, `8m`, `1g`, each letter 1024 times the one before.
public final class ByteSize implements ITypeConverter<Long> {
  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,18})([kmg]?)");
  private static final String LETTERS = "kmg";
  private static final int LOG_STEP = 10;

  @Override
  public Long convert(String text) {
    Matcher matcher = SYNTAX.matcher(text.toLowerCase(Locale.ROOT));
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      int shift =
          matcher.group(2).isEmpty() ? 0 : LOG_STEP * (LETTERS.indexOf(matcher.group(2)) + 1);
      if (number > 0 && number <= Long.MAX_VALUE >> shift) return number << shift;
    }
    throw new TypeConversionException("a size must be a number of bytes, or 64k, 8m, 1g: " + text);
  }
}
