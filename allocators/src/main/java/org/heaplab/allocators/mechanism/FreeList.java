package org.heaplab.allocators.mechanism;

/// A doubly linked list of free runs in the order in which they became free, searched from its
/// start for the first that is large enough (Knuth, TAOCP 1, §2.5). What is left of a run keeps its
/// place; a run that has grown counts as freed anew.
///
/// Finding costs O(n), everything else constant time.
public final class FreeList implements PlacementPolicy {
  private static final long NEXT = Runs.ONE;
  private static final long PREVIOUS = Runs.OTHER;

  private final Runs runs;
  private final boolean lastFirst;
  private int first;
  private int last;

  private FreeList(long base, boolean lastFirst) {
    this.runs = new Runs(base);
    this.lastFirst = lastFirst;
  }

  /// @param lastFirst whether the run freed last is searched first; otherwise last
  public static Policy policy(boolean lastFirst) {
    return new Policy(
        heapBytes -> 0, (backing, base, side, heapBytes) -> new FreeList(base, lastFirst));
  }

  @Override
  public int find(int size) {
    int run = first;
    while (run != 0 && runs.size(run) < size) run = runs.link(run, NEXT);
    return run;
  }

  @Override
  public void insert(int run) {
    if (lastFirst) link(run, 0, first);
    else link(run, last, 0);
  }

  @Override
  public void remove(int run) {
    int previous = runs.link(run, PREVIOUS);
    int next = runs.link(run, NEXT);
    setNext(previous, next);
    setPrevious(next, previous);
  }

  @Override
  public void cut(int old, int rest) {
    link(rest, runs.link(old, PREVIOUS), runs.link(old, NEXT));
  }

  @Override
  public void extend(int old, int run) {
    remove(old);
    insert(run);
  }

  private void link(int run, int previous, int next) {
    runs.setLink(run, NEXT, next);
    runs.setLink(run, PREVIOUS, previous);
    setNext(previous, run);
    setPrevious(next, run);
  }

  private void setNext(int run, int next) {
    if (run == 0) first = next;
    else runs.setLink(run, NEXT, next);
  }

  private void setPrevious(int run, int previous) {
    if (run == 0) last = previous;
    else runs.setLink(run, PREVIOUS, previous);
  }
}
