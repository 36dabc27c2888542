package org.heaplab.measure;

import java.io.IOException;
import java.util.List;
import org.heaplab.allocators.backing.Backing;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.workloads.Trace;

/// The smallest fixed heap in which a trace completes, in whole pages.
///
/// Bisection between the live peak, which no heap can undercut but by what a program never touches
/// of its blocks, and a heap that was enough. It takes for granted that whoever completes in a heap
/// completes in every larger one; an allocator whose policy depends on its limit may break that,
/// and then the answer is a smallest heap of the ones that were tried.
public final class MinHeap {
  private MinHeap() {}

  /// @param minHeapBytes null when the trace completes in no heap, or the run is not valid, or the
  ///   machine lacks memory for it
  /// @param reason why the run is not valid, or was left out for want of memory; empty otherwise
  public record Result(
      String trace,
      String allocator,
      long peakLiveBytes,
      Long minHeapBytes,
      boolean valid,
      String reason) {
    /// The heap over the live peak.
    public Double ratio() {
      return minHeapBytes == null || peakLiveBytes == 0
          ? null
          : (double) minHeapBytes / peakLiveBytes;
    }
  }

  /// @param allocator one of ours
  /// @throws IllegalArgumentException when there is no such allocator, or it is a native one
  public static Result find(Trace trace, String allocator, ReplayOptions options, Progress progress)
      throws IOException {
    Subjects subjects = Subjects.resolve(List.of(allocator), options);
    if (Catalogue.find(allocator).entry().isNative()) {
      throw new IllegalArgumentException(
          "minheap needs an allocator whose heap can be limited, one of ours: " + allocator);
    }
    try (ReplayFile file = ReplayFile.write(trace)) {
      var leftOut = LeftOut.of(trace.name(), file.plan(), subjects.found(), options, Room.here());
      if (!leftOut.reasons().isEmpty()) {
        long live = file.plan().peakLiveBytes();
        return new Result(trace.name(), allocator, live, null, true, leftOut.lines().getFirst());
      }
      return find(trace.name(), file, subjects.found().getFirst(), options, progress);
    }
  }

  static Result find(
      String trace, ReplayFile file, Subject subject, ReplayOptions options, Progress progress)
      throws IOException {
    return new Search(trace, file, subject, options, progress).run();
  }

  private static final class Search {
    /// A heap that has been twice its own unlimited footprint so often is not what it lacks.
    private static final int MAX_DOUBLINGS = 6;

    private final String trace;
    private final ReplayFile file;
    private final Subject subject;
    private final ReplayOptions options;
    private final Progress progress;
    private String reason = "";
    private boolean valid = true;

    Search(
        String trace, ReplayFile file, Subject subject, ReplayOptions options, Progress progress) {
      this.trace = trace;
      this.file = file;
      this.subject = subject;
      this.options = options.withHeap(Long.MAX_VALUE);
      this.progress = progress;
    }

    Result run() throws IOException {
      SamplingPlan plan = file.plan();
      long least = subject.leavesUntouched() ? plan.peakTouchedBytes() : plan.peakLiveBytes();
      long enough;
      long tooSmall = (least + Backing.PAGE_BYTES - 1) / Backing.PAGE_BYTES - 1;
      try (var child = new Child(subject.command(file, options), options.patience())) {
        Reply unlimited = ask(child, "space");
        Long peak = unlimited == null ? null : unlimited.number("peak_footprint");
        if (peak == null || unlimited.oom().isPresent()) return result(null);
        enough = Math.max(peak / Backing.PAGE_BYTES, 1);
        for (int doublings = 0; !completes(child, enough); doublings++) {
          if (!reason.isEmpty() || doublings == MAX_DOUBLINGS) return result(null);
          tooSmall = enough;
          enough *= 2;
        }
        while (reason.isEmpty() && enough - tooSmall > 1) {
          long middle = tooSmall + (enough - tooSmall) / 2;
          if (completes(child, middle)) {
            enough = middle;
          } else {
            tooSmall = middle;
          }
        }
      }
      return result(reason.isEmpty() ? enough * Backing.PAGE_BYTES : null);
    }

    private boolean completes(Child child, long pages) {
      long bytes = Math.multiplyExact(pages, Backing.PAGE_BYTES);
      progress.at(subject.name() + ": a heap of " + bytes + " bytes", 0, 0, null);
      Reply reply = ask(child, "fit " + bytes);
      return reply != null && reply.oom().isEmpty();
    }

    private Reply ask(Child child, String command) {
      Reply reply = child.ask(command);
      if (reply.error() == null) return reply;
      valid = reply.lacksMemory();
      reason = valid ? subject.name() + " on " + trace + ": " + reply.error() : reply.error();
      return null;
    }

    private Result result(Long bytes) {
      return new Result(trace, subject.name(), file.plan().peakLiveBytes(), bytes, valid, reason);
    }
  }
}
