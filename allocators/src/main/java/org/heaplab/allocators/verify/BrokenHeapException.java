package org.heaplab.allocators.verify;

/// A heap broke its contract. The message names rule and place.
public final class BrokenHeapException extends IllegalStateException {
  public BrokenHeapException(String message) {
    super(message);
  }
}
