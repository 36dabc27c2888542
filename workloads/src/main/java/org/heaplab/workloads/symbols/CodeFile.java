package org.heaplab.workloads.symbols;

import static org.heaplab.workloads.symbols.ElfFile.INT;
import static org.heaplab.workloads.symbols.ElfFile.LONG;
import static org.heaplab.workloads.symbols.ElfFile.SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The code in an ELF file (System V ABI, chapters 4 and 5): its functions by their addresses, and
/// where the parts of the file are loaded. Functions without a symbol are not known, which are most
/// of those of a program whose symbols were removed.
final class CodeFile {
  private static final int LOADED = 1;
  private static final int FUNCTION = 2;
  private static final int INDIRECT_FUNCTION = 10;
  private static final int TYPE_MASK = 0xF;
  private static final int NAMES_SECTION_AT = 62;
  private static final String LINES = ".debug_line";

  /// Of the names of one function, the one that programs call it by.
  private static final Comparator<String> PLAINEST =
      Comparator.comparing((String name) -> name.startsWith("_"))
          .thenComparingInt(String::length)
          .thenComparing(Comparator.naturalOrder());

  private final List<Segment> segments = new ArrayList<>();
  private final TreeMap<Long, Function> functions = new TreeMap<>();
  private boolean hasLines;

  private CodeFile() {}

  /// A part of the file that is loaded.
  private record Segment(long offset, long address, long bytes) {}

  /// @param bytes of its code; 0 where they are not known
  record Function(long address, long bytes, String name) {}

  /// Empty when the file cannot be read, or is no ELF file for this machine.
  static Optional<CodeFile> read(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      if (!ElfFile.isElf(file) || !ElfFile.isOfThisMachine(file)) return Optional.empty();
      var code = new CodeFile();
      code.readSegments(file);
      code.readSections(file);
      return Optional.of(code);
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private void readSegments(MemorySegment file) {
    long headers = file.get(LONG, ElfFile.PROGRAM_HEADERS_AT);
    int count = Short.toUnsignedInt(file.get(SHORT, ElfFile.PROGRAM_HEADER_COUNT_AT));
    for (int i = 0; i < count; i++) {
      long header = headers + (long) i * ElfFile.PROGRAM_HEADER_BYTES;
      if (file.get(INT, header) != LOADED) continue;
      segments.add(
          new Segment(
              file.get(LONG, header + 8),
              file.get(LONG, header + 16),
              file.get(LONG, header + 32)));
    }
  }

  private void readSections(MemorySegment file) {
    long headers = file.get(LONG, ElfFile.SECTION_HEADERS_AT);
    int count = Short.toUnsignedInt(file.get(SHORT, ElfFile.SECTION_HEADER_COUNT_AT));
    int named = Short.toUnsignedInt(file.get(SHORT, NAMES_SECTION_AT));
    if (named >= count) return;
    long names = file.get(LONG, headers + (long) named * ElfFile.SECTION_HEADER_BYTES + 24);
    for (int i = 0; i < count; i++) {
      long section = headers + (long) i * ElfFile.SECTION_HEADER_BYTES;
      int type = file.get(INT, section + 4);
      long name = names + Integer.toUnsignedLong(file.get(INT, section));
      hasLines |= ElfFile.text(file, name).equals(LINES);
      if (type == ElfFile.SYMBOLS || type == ElfFile.DYNAMIC_SYMBOLS) {
        long strings = headers + (long) file.get(INT, section + 40) * ElfFile.SECTION_HEADER_BYTES;
        readSymbols(file, section, file.get(LONG, strings + 24));
      }
    }
  }

  private void readSymbols(MemorySegment file, long section, long names) {
    long first = file.get(LONG, section + 24);
    long count = Math.min(file.get(LONG, section + 32) / ElfFile.SYMBOL_BYTES, ElfFile.MAX_SYMBOLS);
    for (long i = 1; i < count; i++) {
      long symbol = first + i * ElfFile.SYMBOL_BYTES;
      int type = file.get(ValueLayout.JAVA_BYTE, symbol + 4) & TYPE_MASK;
      boolean isDefined = file.get(SHORT, symbol + 6) != 0;
      if (!isDefined || (type != FUNCTION && type != INDIRECT_FUNCTION)) continue;
      String name = ElfFile.text(file, names + Integer.toUnsignedLong(file.get(INT, symbol)));
      var function = new Function(file.get(LONG, symbol + 8), file.get(LONG, symbol + 16), name);
      functions.merge(function.address(), function, CodeFile::plainer);
    }
  }

  private static Function plainer(Function one, Function other) {
    return PLAINEST.compare(one.name(), other.name()) <= 0 ? one : other;
  }

  /// The address at which a byte of the file is loaded, as the file numbers addresses.
  long addressOf(long offset) {
    for (Segment segment : segments) {
      long into = offset - segment.offset();
      if (into >= 0 && into < segment.bytes()) return segment.address() + into;
    }
    return offset;
  }

  /// The function that has the code at an address; empty where no symbol says so.
  Optional<Function> function(long address) {
    return Optional.ofNullable(functions.floorEntry(address))
        .map(entry -> entry.getValue())
        .filter(one -> one.bytes() == 0 || address < one.address() + one.bytes());
  }

  /// Whether it has debug information that says which line of the source an address is from.
  boolean hasLines() {
    return hasLines;
  }
}
