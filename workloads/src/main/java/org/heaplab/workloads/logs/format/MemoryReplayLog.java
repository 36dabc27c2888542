package org.heaplab.workloads.logs.format;

import java.util.List;
import java.util.regex.Pattern;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;
import org.heaplab.workloads.logs.text.Recognition;
import org.heaplab.workloads.logs.text.TimeOrder;

/// What Android's memory_replay reads (AOSP, system/extras/memory_replay):
///
/// ```text
/// 202: malloc 0xb4827400 1024              thread: call, result, what was asked for
/// 202: calloc 0xb4872020 17 8              members, bytes of each
/// 485: memalign 0xae42d080 16 104          alignment, bytes
/// 202: realloc 0xb4840a60 0xb48390a0 80    result, old block, bytes
/// 202: free 0xb4827400
/// 486: thread_done 0x0
/// ```
///
/// Since 2022 each line may end with two times in nanoseconds, of the call's begin and end. A
/// thread_done has the end only. The calls are put in the order of these times. Newer versions also
/// write, after the times of a free, how many bytes of the block were resident. Android's own
/// reader uses `scanf("%d: %s %x")`, which accepts any white space and addresses with or without
/// `0x`. This reader accepts the same.
public final class MemoryReplayLog implements LogFormat {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*\\d+:\\s*(malloc|calloc|memalign|realloc|free|thread_done)\\s+"
              + "((0[xX])?\\p{XDigit}+|\\(nil\\))(\\s.*)?");

  @Override
  public String name() {
    return "Android memory_replay";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return Recognition.byLines(firstLines, line -> LINE.matcher(line).matches());
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  private static final class Reader implements LineReader {
    private static final long NO_TIME = -1;

    private final Calls calls;
    private final TimeOrder order;
    private long begin;
    private long end;

    Reader(Calls calls) {
      this.calls = calls;
      order = new TimeOrder(calls);
    }

    @Override
    public boolean read(Lines line) {
      line.skipBlanks();
      long thread = line.decimal();
      line.expect(":");
      line.skipBlanks();
      String name = line.word();
      line.expectBlanks();
      long address = address(line);
      switch (name) {
        case "malloc" -> {
          long size = next(line);
          readEnd(line, size, address);
          make(thread, end, () -> calls.malloc(size, address));
        }
        case "free" -> {
          readEnd(line, 0, address);
          make(thread, begin, () -> calls.free(address));
        }
        case "calloc" -> {
          long members = next(line);
          long bytes = next(line);
          if (Math.unsignedMultiplyHigh(members, bytes) != 0) {
            throw line.error("members times bytes must fit 64 bits");
          }
          readEnd(line, members * bytes, address);
          make(thread, end, () -> calls.malloc(members * bytes, address));
        }
        case "realloc" -> {
          line.expectBlanks();
          long old = address(line);
          long size = next(line);
          readEnd(line, size, address);
          make(thread, end, () -> calls.realloc(old, size, address));
        }
        case "memalign" -> {
          long alignment = next(line);
          long size = next(line);
          line.requireSize(alignment, address);
          readEnd(line, size, address);
          make(thread, end, () -> calls.memalign(alignment, size, address));
        }
        case "thread_done" -> {
          if (!line.isBlank()) line.decimal();
          line.expectEnd();
        }
        default ->
            throw line.error(
                "a call must be malloc, calloc, memalign, realloc, free or thread_done");
      }
      return true;
    }

    @Override
    public boolean end(Lines lines, boolean cut) {
      order.finish();
      return cut;
    }

    private void make(long thread, long time, Runnable call) {
      Runnable made =
          () -> {
            calls.thread(thread);
            call.run();
          };
      if (time != NO_TIME) order.add(thread, time, made);
      else if (order.isEmpty()) made.run();
      else order.add(thread, made);
    }

    private static long next(Lines line) {
      line.expectBlanks();
      return line.decimal();
    }

    private static long address(Lines line) {
      if (line.skip("(nil)")) return 0;
      if (!line.skip("0x")) line.skip("0X");
      return line.hexadecimal();
    }

    /// Reads both times, or none. A begin of 0 means that there is none.
    private void readEnd(Lines line, long size, long result) {
      begin = NO_TIME;
      end = NO_TIME;
      if (!line.isBlank()) {
        begin = line.decimal();
        end = next(line);
        if (begin == 0) {
          begin = NO_TIME;
          end = NO_TIME;
        }
      }
      boolean parted = line.skipBlanks();
      if (!line.isAtEnd() && parted) {
        line.skip("-");
        line.decimal();
      }
      line.expectEnd();
      line.requireSize(size, result);
    }
  }
}
