package org.heaplab.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpecificationTest {
  private static final Option ORDER = Option.choice("order", "which comes first", "a", "b", "c");
  private static final Option MIN = Option.powerOfTwo("min", "the smallest block", "16", 8, 1024);
  private static final Option LIVE = Option.bytes("live", "live bytes", "4M", 1, Long.MAX_VALUE);
  private static final Option SHARE = Option.fraction("share", "how many", 0.005, 0, 1);
  private static final Option TIMES = Option.count("times", "how often", 3, 1);
  private static final Option SEED =
      Option.whole("seed", "decides all", 1, Long.MIN_VALUE, Long.MAX_VALUE);
  private static final List<Option> ALL = List.of(ORDER, MIN, LIVE, SHARE, TIMES, SEED);

  @Test
  void aNameAloneHasTheDefaults() {
    var plain = Specification.of("name");
    Options options = plain.options(ALL);
    assertEquals("name", plain.name());
    assertEquals("a", options.text(ORDER));
    assertEquals(16, options.bytes(MIN));
    assertEquals(4 << 20, options.bytes(LIVE));
    assertEquals(0.005, options.fraction(SHARE));
    assertEquals(3, options.count(TIMES));
  }

  @Test
  void givenValuesReplaceDefaults() {
    Options options =
        Specification.of("name:order=c,live=2g,share=0.25,seed=-7,min=1K").options(ALL);
    assertTrue(options.is(ORDER, "c"));
    assertFalse(options.is(ORDER, "a"));
    assertEquals(2L << 30, options.bytes(LIVE));
    assertEquals(0.25, options.fraction(SHARE));
    assertEquals(-7, options.whole(SEED));
    assertEquals(1024, options.bytes(MIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          n:order=d     | option order must be one of a, b, c: 'd' in n:order=d
          n:min=24      | option min must be a power of two of bytes such as 64 or 16K from 8 to 1024: '24' in n:min=24
          n:live=0      | option live must be a size such as 64 or 16K of at least 1: '0' in n:live=0
          n:live=-1     | option live must be a size such as 64 or 16K of at least 1: '-1' in n:live=-1
          n:live=99999999999G | option live must be a size such as 64 or 16K of at least 1: '99999999999G' in n:live=99999999999G
          n:share=NaN   | option share must be a number from 0 to 1: 'NaN' in n:share=NaN
          n:share=1.5   | option share must be a number from 0 to 1: '1.5' in n:share=1.5
          n:times=0     | option times must be a whole number of at least 1: '0' in n:times=0
          n:times=9999999999 | option times must be a whole number of at least 1: '9999999999' in n:times=9999999999
          n:times=3,times=4 | option times must be given once: 'n:times=3,times=4'
          n:            | an option must be name=value with a name out of [live, min, order, seed, share, times]: '' in n:
          n:order       | an option must be name=value with a name out of [live, min, order, seed, share, times]: 'order' in n:order
          n:size=4      | an option must be name=value with a name out of [live, min, order, seed, share, times]: 'size=4' in n:size=4
          """,
      quoteCharacter = '"')
  void aWrongSettingIsRefusedWithRuleAndValue(String text, String message) {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Specification.of(text).options(ALL));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void anEntryWithoutOptionsSaysSo() {
    var refused =
        assertThrows(
            IllegalArgumentException.class, () -> Specification.of("n:a=1").options(List.of()));
    assertEquals(
        "n must be without options, for it has none: 'a=1' in n:a=1", refused.getMessage());
  }

  @Test
  void anUnknownNameIsRefusedWithAllNames() {
    List<String> entries = List.of("one", "two");
    assertEquals("two", Specification.of("two:a=1").entry("an entry", entries, name -> name));
    var refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> Specification.of("three").entry("an entry", entries, name -> name));
    assertEquals("an entry must be one of one, two: three", refused.getMessage());
  }

  @Test
  void aDefaultThatBreaksTheRuleIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Option.fraction("x", "", 2, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> MIN.tried(12));
  }

  @Test
  void numbersAreWrittenAsASpecificationHasThem() {
    assertEquals("0.00001", Option.fraction("x", "", 0.00001, 0, 1).standard());
    assertEquals("1", Option.fraction("x", "", 1, 0, 1).standard());
    assertEquals(List.of("0.1", "8"), Option.fraction("x", "", 1, 0, 9).tried(0.1, 8).tried());
  }

  @Test
  void furtherOptionsFollowThoseThereAre() {
    assertEquals("handle:page=8192", Specification.with("handle", "page=8192"));
    assertEquals("handle:small=0,page=8192", Specification.with("handle:small=0", "page=8192"));
    assertEquals("handle", Specification.with("handle"));
  }
}
