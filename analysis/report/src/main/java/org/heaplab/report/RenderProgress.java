package org.heaplab.report;

/// Is told how far a rendering has come.
@FunctionalInterface
public interface RenderProgress {
  /// @param done steps that are finished
  /// @param total steps there are
  /// @param what the step that begins now
  void at(int done, int total, String what);
}
