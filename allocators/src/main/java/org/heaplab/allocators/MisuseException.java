package org.heaplab.allocators;

/// A call that no correct client makes, refused before it changed anything.
///
/// No allocator can detect everything: the bytes of a freed block may meanwhile belong to another.
/// Each kind therefore says what an entry that claims it refuses in every case; often it refuses
/// more.
public final class MisuseException extends IllegalStateException {
  /// What the client did wrong.
  public enum Kind {
    /// A block freed a second time, with no request met since.
    DOUBLE_FREE("double free"),

    /// A handle used after its block was freed, until the handle is given out again.
    STALE_HANDLE("stale handle"),

    /// An address outside the blocks of this heap, or one that is not a multiple of
    /// [Heap#MIN_ALIGNMENT].
    FOREIGN_ADDRESS("foreign address"),

    /// An address within a live block that is not its start.
    INTERIOR_ADDRESS("interior address"),

    /// More unlocks than locks.
    UNLOCK_WITHOUT_LOCK("unlock without lock"),

    /// More nested locks than the heap can count.
    LOCK_OVERFLOW("too many locks"),

    /// A locked block freed.
    FREE_WHILE_LOCKED("free of a locked block");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  private final Kind kind;

  /// @param value the handle or address that the client passed
  public MisuseException(Kind kind, long value) {
    super(kind + ": 0x" + Long.toHexString(value));
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
