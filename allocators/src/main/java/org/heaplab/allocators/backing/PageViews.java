package org.heaplab.allocators.backing;

/// Further addresses at which the pages of a shared [Backing] appear. At first each appears where
/// it has its place; later some addresses may show the pages of others.
///
/// ```text
///    views     ┌───┬───┬───┬───┐     a client's addresses
///              │ 1 │ 2 │ 3 │ 4 │
///              └─┬─┴─┬─┴─┬─┴─┬─┘
///                │   ╰─╮ │   │       the addresses of 2 show the page of 3
///              ┌─▼─┬───┬─▼─┬─▼─┐
///    backing   │ A │ – │ C │ D │     the page of 2 can be given back
///              └───┴───┴───┴───┘
/// ```
///
/// A page is committed and given back in the backing alone, and counts there once. To show pages
/// elsewhere takes a system call, and the system may have to keep another of its mappings, of which
/// a process has 65,530 unless someone raised the limit.
public final class PageViews implements AutoCloseable {
  private final long pages;
  private final long base;
  private final long bytes;
  private boolean closed;

  /// @param backing one of [Backing#ofSharedPages]
  /// @param bytes how many of its addresses appear again, from the first on
  /// @throws UnsupportedOperationException when the system cannot do it
  public PageViews(Backing backing, long bytes) {
    this.pages = backing.base();
    this.bytes = bytes;
    this.base = SystemCalls.reserve(bytes);
    if (!SystemCalls.show(pages, base, bytes)) {
      SystemCalls.unmap(base, bytes);
      throw new UnsupportedOperationException(
          "the system must be able to show shared pages at a second address (mremap)");
    }
  }

  /// Where the first page of the backing has its view.
  public long base() {
    return base;
  }

  /// The address in the views that belongs to one in the backing.
  public long of(long address) {
    return address - pages + base;
  }

  /// The address in the backing whose view this is, whatever appears there.
  public long inBacking(long view) {
    return view - base + pages;
  }

  /// Lets the view of some pages show others.
  ///
  /// @param address of the pages whose view it is, in the backing
  /// @param shown the pages to appear there, in the backing
  /// @throws OutOfMemoryError when the system has too many mappings
  public void show(long address, long shown, long length) {
    if (SystemCalls.show(shown, of(address), length)) return;
    throw new OutOfMemoryError("the system has no mapping left to show pages at another address");
  }

  /// Lets pages appear in their own view again.
  ///
  /// @throws OutOfMemoryError when the system has too many mappings
  public void restore(long address, long length) {
    show(address, address, length);
  }

  @Override
  public void close() {
    if (closed) return;
    closed = true;
    SystemCalls.unmap(base, bytes);
  }
}
