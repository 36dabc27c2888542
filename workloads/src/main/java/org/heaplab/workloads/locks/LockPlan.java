package org.heaplab.workloads.locks;

/// What a policy knows of a trace beforehand. It never changes, so several may go through the trace
/// at once.
@FunctionalInterface
public interface LockPlan {
  /// Begins to go through the trace.
  LockSpans begin();
}
