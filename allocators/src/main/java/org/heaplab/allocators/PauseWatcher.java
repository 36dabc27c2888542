package org.heaplab.allocators;

/// Is told when a heap begins to compact and when it lets its client go on. It must not use the
/// heap.
public interface PauseWatcher {
  /// Watches nothing.
  PauseWatcher NONE =
      new PauseWatcher() {
        @Override
        public void begins() {}

        @Override
        public void ends() {}
      };

  void begins();

  /// The pause that began last is over.
  void ends();
}
