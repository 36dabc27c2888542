package org.heaplab.allocators;

/// A call that no correct client makes, refused before it changed anything.
public final class MisuseException extends IllegalStateException {
  /// What the client did wrong.
  public enum Kind {
    DOUBLE_FREE("double free"),
    STALE_HANDLE("stale handle"),
    FOREIGN_ADDRESS("foreign address"),
    UNLOCK_WITHOUT_LOCK("unlock without lock"),
    LOCK_OVERFLOW("too many locks"),
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
