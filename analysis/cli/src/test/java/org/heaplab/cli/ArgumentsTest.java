package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.ByteSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ArgumentsTest {
  @ParameterizedTest
  @CsvSource({"1,1", "65536,65536", "64k,65536", "8m,8388608", "8M,8388608", "1g,1073741824"})
  void sizesAreBytesOrLettersFor1024TimesMore(String text, long bytes) {
    assertEquals(bytes, new ByteSize().convert(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "k", "1.5m", "8mb", "1t", "9999999999g", "1e6"})
  void otherSizesAreRefused(String text) {
    assertThrows(TypeConversionException.class, () -> new ByteSize().convert(text));
  }

  @Test
  void aCommaBetweenOptionsDoesNotEndAnAllocator() {
    assertEquals(
        List.of("handle", "first-fit:order=lifo,min=32", "glibc"),
        AllocatorChoice.split("handle,first-fit:order=lifo,min=32,glibc"));
  }

  @Test
  void aFamilyOrKindStandsForItsAllocators() {
    assertEquals(
        List.of("first-fit", "next-fit", "best-fit", "worst-fit", "handle"),
        AllocatorChoice.Named.parse("sequential,handle").names());
    List<String> natives = AllocatorChoice.Named.parse("native").names();
    assertTrue(natives.contains("glibc") && !natives.contains("handle"), natives.toString());
  }

  @Test
  void anAllocatorsOwnNameComesBeforeThatOfItsFamily() {
    assertEquals(List.of("handle"), AllocatorChoice.Named.parse("handle").names());
  }
}
