package org.heaplab.results.table;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a client waits for. Times of single operations are kept apart by it.
public enum OperationKind {
  MALLOC_64("malloc up to 64 B", "a request of at most 64 bytes, and the writing of its block", 64),
  MALLOC_1K("malloc up to 1 KiB", "a request of 65 bytes to 1 KiB, and the writing", 1 << 10),
  MALLOC_32K("malloc up to 32 KiB", "a larger request up to 32 KiB, and the writing", 32 << 10),
  MALLOC_LARGER("malloc above 32 KiB", "any larger request, and the writing", Long.MAX_VALUE),
  FREE("free", "the return of a block of any size"),
  REALLOC("realloc", "a change of size, and the writing of what it adds"),
  ACCESS("access", "a write of one byte of a live block, which a handle heap locks and unlocks"),
  COMPACTION("compaction", "a pause in which blocks may be moved, a part of some other operation");

  private static final long OF_NO_SIZE = -1;

  private final String title;
  private final String meaning;
  private final long mostBytes;

  OperationKind(String title, String meaning) {
    this(title, meaning, OF_NO_SIZE);
  }

  OperationKind(String title, String meaning, long mostBytes) {
    this.title = title;
    this.meaning = meaning;
    this.mostBytes = mostBytes;
  }

  /// The kind of a malloc.
  public static OperationKind ofMalloc(long bytes) {
    if (bytes <= MALLOC_64.mostBytes) return MALLOC_64;
    if (bytes <= MALLOC_1K.mostBytes) return MALLOC_1K;
    return bytes <= MALLOC_32K.mostBytes ? MALLOC_32K : MALLOC_LARGER;
  }

  /// As files, tables and figures call it.
  public String title() {
    return title;
  }

  /// What is timed, in words without a full stop.
  public String meaning() {
    return meaning;
  }

  /// One word, as in `malloc-64`, for names of files and for replays.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Empty for one that this version does not know.
  public static Optional<OperationKind> find(String title) {
    return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
  }

  /// @throws IllegalArgumentException when no kind has that key
  public static OperationKind ofKey(String key) {
    return Arrays.stream(values())
        .filter(kind -> kind.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("a kind of operations must have the key: " + key));
  }

  /// All of them with their meanings.
  static String list() {
    return Arrays.stream(values())
        .map(kind -> kind.title + " (" + kind.meaning + ")")
        .collect(Collectors.joining(", "));
  }
}
