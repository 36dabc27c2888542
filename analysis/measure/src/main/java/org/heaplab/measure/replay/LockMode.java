package org.heaplab.measure.replay;

import org.heaplab.workloads.locks.LockPolicy;

/// When a replay locks the blocks of a handle allocator. A pointer allocator's locks do nothing,
/// but the memory writes that go with them are the same.
public sealed interface LockMode {
  /// Locks, writes and unlocks a block when it is allocated or grows, and around every recorded
  /// access: what a client does that holds nothing longer than it must.
  public record Touch() implements LockMode {
    @Override
    public String toString() {
      return "touch";
    }
  }

  /// malloc, free and realloc and nothing else.
  public record None() implements LockMode {
    @Override
    public String toString() {
      return "none";
    }
  }

  /// A share of the blocks, chosen by seed, stays locked from malloc to free, except while it is
  /// reallocated; the others are touched.
  public record Hold(double share, long seed) implements LockMode {
    public Hold {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("hold needs a share from 0 to 1: " + share);
      }
    }

    @Override
    public String toString() {
      return "hold=" + share + (seed == 0 ? "" : "@" + seed);
    }
  }

  /// The locks and unlocks of the trace are done where they stand; everything else is touched. What
  /// the trace leaves locked is unlocked before a free, and around a realloc.
  public record Recorded() implements LockMode {
    @Override
    public String toString() {
      return "recorded";
    }
  }

  /// Locks are held as a policy infers them from the accesses of the trace. Everything else is
  /// touched, and nothing is locked in a trace without accesses.
  public record Inferred(LockPolicy policy) implements LockMode {
    @Override
    public String toString() {
      return POLICY + policy;
    }
  }

  LockMode DEFAULT = new Touch();

  /// What stands before a policy.
  String POLICY = "recorded:";

  /// Reads a mode as it prints itself: `touch`, `none`, `hold=SHARE`, `hold=SHARE@SEED`,
  /// `recorded`, `recorded:POLICY` with a [LockPolicy].
  ///
  /// @throws IllegalArgumentException when it is none of these
  public static LockMode parse(String text) {
    if (text.startsWith(POLICY)) {
      return new Inferred(LockPolicy.parse(text.substring(POLICY.length())));
    }
    try {
      if (text.startsWith("hold=")) {
        String[] parts = text.substring("hold=".length()).split("@", 2);
        return new Hold(
            Double.parseDouble(parts[0]), parts.length < 2 ? 0 : Long.parseLong(parts[1]));
      }
      return switch (text) {
        case "touch" -> new Touch();
        case "none" -> new None();
        case "recorded" -> new Recorded();
        default -> throw new NumberFormatException();
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "locks must be touch, none, hold=SHARE, recorded or recorded:POLICY: " + text, e);
    }
  }
}
