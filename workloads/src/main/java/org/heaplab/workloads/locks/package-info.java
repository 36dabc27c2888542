/// Which blocks a program holds locked, inferred from its loads and stores. It decides what
/// compaction may move.
///
/// ```text
///   LockPolicy ─ plan(trace) ─▶ LockPlan ─ begin() ─▶ LockSpans ─▶ hold and release, at each access
///                                                        └──▶ LockShares: how much is locked
/// ```
package org.heaplab.workloads.locks;
