package org.heaplab.workloads.symbols;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The parts of an ELF file (System V ABI, chapters 4 and 5) that show how a program starts and
/// which functions it has.
///
/// @param path the file
/// @param isOfThisMachine whether it is made for the processor and word size of this machine
/// @param interpreter the loader that starts it; empty when it is statically linked
/// @param defined names of the functions and variables that it defines
/// @param undefined names that it refers to
/// @param hasSymbols whether the file has its full symbol table, or only the names that other files
///   may refer to
public record ElfFile(
    Path path,
    boolean isOfThisMachine,
    String interpreter,
    Set<String> defined,
    Set<String> undefined,
    boolean hasSymbols) {
  private static final int MAGIC = 0x464C457F;
  private static final int CLASS_AT = 4;
  private static final int CLASS_64 = 2;
  private static final int MACHINE_AT = 18;
  static final int PROGRAM_HEADERS_AT = 32;
  static final int SECTION_HEADERS_AT = 40;
  static final int PROGRAM_HEADER_BYTES = 56;
  static final int PROGRAM_HEADER_COUNT_AT = 56;
  static final int SECTION_HEADER_BYTES = 64;
  static final int SECTION_HEADER_COUNT_AT = 60;
  private static final int INTERPRETER = 3;
  static final int SYMBOLS = 2;
  static final int DYNAMIC_SYMBOLS = 11;
  static final int SYMBOL_BYTES = 24;
  static final long MAX_SYMBOLS = 1 << 22;

  static final ValueLayout.OfShort SHORT = little(ValueLayout.JAVA_SHORT_UNALIGNED);
  static final ValueLayout.OfInt INT = little(ValueLayout.JAVA_INT_UNALIGNED);
  static final ValueLayout.OfLong LONG = little(ValueLayout.JAVA_LONG_UNALIGNED);

  /// Empty when there is no such file, when it is not an ELF file, or when it is broken.
  public static Optional<ElfFile> read(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      return parse(path, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (IOException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /// Returns the first of some texts that the file contains, if the file has no symbols.
  public Optional<String> text(Set<String> sought) {
    if (hasSymbols) return Optional.empty();
    try {
      String all = Files.readString(path, StandardCharsets.ISO_8859_1);
      return sought.stream().sorted().filter(all::contains).findFirst();
    } catch (IOException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  static boolean isElf(MemorySegment file) {
    return file.byteSize() >= SECTION_HEADER_BYTES && file.get(INT, 0) == MAGIC;
  }

  static boolean isOfThisMachine(MemorySegment file) {
    return file.get(ValueLayout.JAVA_BYTE, CLASS_AT) == CLASS_64
        && file.get(SHORT, MACHINE_AT) == ourMachine();
  }

  private static Optional<ElfFile> parse(Path path, MemorySegment file) {
    if (!isElf(file)) return Optional.empty();
    if (!isOfThisMachine(file)) {
      return Optional.of(new ElfFile(path, false, "", Set.of(), Set.of(), true));
    }
    var defined = new HashSet<String>();
    var undefined = new HashSet<String>();
    boolean all = false;
    long headers = file.get(LONG, SECTION_HEADERS_AT);
    int count = Short.toUnsignedInt(file.get(SHORT, SECTION_HEADER_COUNT_AT));
    for (int i = 0; i < count; i++) {
      long section = headers + (long) i * SECTION_HEADER_BYTES;
      int type = file.get(INT, section + 4);
      if (type != SYMBOLS && type != DYNAMIC_SYMBOLS) continue;
      all |= type == SYMBOLS;
      long names = headers + (long) file.get(INT, section + 40) * SECTION_HEADER_BYTES;
      addSymbols(file, section, file.get(LONG, names + 24), defined, undefined);
    }
    return Optional.of(new ElfFile(path, true, interpreter(file), defined, undefined, all));
  }

  private static String interpreter(MemorySegment file) {
    long headers = file.get(LONG, PROGRAM_HEADERS_AT);
    int count = Short.toUnsignedInt(file.get(SHORT, PROGRAM_HEADER_COUNT_AT));
    for (int i = 0; i < count; i++) {
      long header = headers + (long) i * PROGRAM_HEADER_BYTES;
      if (file.get(INT, header) == INTERPRETER) return text(file, file.get(LONG, header + 8));
    }
    return "";
  }

  private static void addSymbols(
      MemorySegment file, long section, long names, Set<String> defined, Set<String> undefined) {
    long first = file.get(LONG, section + 24);
    long count = Math.min(file.get(LONG, section + 32) / SYMBOL_BYTES, MAX_SYMBOLS);
    for (long i = 1; i < count; i++) {
      long symbol = first + i * SYMBOL_BYTES;
      String name = text(file, names + Integer.toUnsignedLong(file.get(INT, symbol)));
      (file.get(SHORT, symbol + 6) == 0 ? undefined : defined).add(name);
    }
  }

  private static short ourMachine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> 62;
      case "aarch64" -> 183;
      case "riscv64" -> 243;
      case "ppc64le" -> 21;
      default -> -1;
    };
  }

  static String text(MemorySegment file, long at) {
    return file.getString(at, StandardCharsets.ISO_8859_1);
  }

  private static ValueLayout.OfShort little(ValueLayout.OfShort layout) {
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueLayout.OfInt little(ValueLayout.OfInt layout) {
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueLayout.OfLong little(ValueLayout.OfLong layout) {
    return layout.withOrder(ByteOrder.LITTLE_ENDIAN);
  }
}
