package org.heaplab.measure.replay;

/// Keeps a share of its blocks locked as long as they live. Which blocks depends on the seed and on
/// how many were allocated before, and so is the same for every allocator.
public final class HoldingClient extends LockingClient {
  private final long seed;
  private final long threshold;
  private long allocated;

  public HoldingClient(Setting setting, LockMode.Hold hold) {
    super(setting);
    seed = hold.seed();
    threshold = (long) (hold.share() * (1L << 32));
  }

  @Override
  public void allocated(int slot, long handle, long bytes) {
    super.allocated(slot, handle, bytes);
    if (mix(seed + allocated++) >>> 32 < threshold) hold(slot, handle);
  }

  /// The finaliser of SplitMix64 (Steele, Lea & Flood, 2014).
  private static long mix(long value) {
    long z = value * 0x9E37_79B9_7F4A_7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return z ^ (z >>> 31);
  }
}
