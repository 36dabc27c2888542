package org.heaplab.workloads.synthetic.browser;

import java.util.ArrayDeque;
import java.util.Deque;

/// One tab: the page that it shows, and those before it.
final class BrowserTab {
  private final int most;
  private final Deque<OpenPage> history = new ArrayDeque<>();
  private OpenPage shown;

  /// @param most pages that it keeps besides the one that it shows
  BrowserTab(int most) {
    this.most = most;
  }

  OpenPage shown() {
    return shown;
  }

  boolean hasHistory() {
    return !history.isEmpty();
  }

  /// Shows a page; the one before it is kept.
  void show(OpenPage page) {
    if (shown != null) {
      shown.rest();
      history.push(shown);
      if (history.size() > most) history.removeLast().close();
    }
    shown = page;
  }

  /// Goes back to the page before.
  OpenPage back() {
    shown.close();
    shown = history.pop();
    return shown;
  }

  /// Gives up the oldest page that is kept.
  ///
  /// @return false when none is
  boolean forget() {
    if (history.isEmpty()) return false;
    history.removeLast().close();
    return true;
  }

  void close() {
    boolean more = true;
    while (more) more = forget();
    if (shown != null) shown.close();
    shown = null;
  }
}
