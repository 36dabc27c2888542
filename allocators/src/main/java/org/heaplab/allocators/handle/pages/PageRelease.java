package org.heaplab.allocators.handle.pages;

import java.util.Locale;

/// When free pages of blocks go back to the system. However late that is, they go when a request
/// would be refused otherwise, when the client asks for compaction, and when nothing is in use.
public enum PageRelease {
  /// As soon as a page is free.
  EAGER,

  /// Half of them when more are free than the structure usually allows for.
  HALF,

  NEVER;

  /// @param usual what the structure allows for
  /// @return how much may be free
  public long allowance(long usual) {
    return switch (this) {
      case EAGER -> 0;
      case HALF -> usual;
      case NEVER -> Long.MAX_VALUE;
    };
  }

  /// @return how much of it stays when more than the allowance is free
  public long kept(long half) {
    return this == EAGER ? 0 : half;
  }

  public static PageRelease of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
