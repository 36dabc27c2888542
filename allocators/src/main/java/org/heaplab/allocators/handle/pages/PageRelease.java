package org.heaplab.allocators.handle.pages;

import java.util.Locale;

/// When free pages of blocks go back to the system. Whatever is chosen here, they also go back
/// before a request is refused, when the client asks for compaction, and when nothing is in use.
public enum PageRelease {
  /// Each page as soon as it is free.
  EAGER,

  /// Half of the free pages, when more are free than usual.
  HALF,

  NEVER;

  /// @param usual how much its structure would keep
  /// @return how much may be free
  public long allowance(long usual) {
    return switch (this) {
      case EAGER -> 0;
      case HALF -> usual;
      case NEVER -> Long.MAX_VALUE;
    };
  }

  /// @return how much stays when more than the allowance is free
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
