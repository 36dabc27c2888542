package org.heaplab.workloads.logs.format;

import java.util.List;
import java.util.regex.Pattern;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;
import org.heaplab.workloads.logs.text.Recognition;

/// What Firefox writes to the file that MALLOC_LOG names, with its library logalloc (Firefox,
/// memory/replace/logalloc/README):
///
/// ```text
/// 18545 18545 malloc(32)=0x7f90495120e0                  process, thread, call=result
/// 18545 18546 calloc(4,42)=0x7f9049513040
/// 18545 18545 posix_memalign(4096,1024)=0x7f9049515000
/// 18545 18545 realloc(0x7f90495120e0,84)=0x7f9049514060
/// 18545 18546 free(0x7f9049513040)
/// 18545 18545 jemalloc_stats()                           no request; skipped
/// ```
///
/// The script logalloc_munge.py, which comes with it, writes numbers in place of addresses: `#1`.
/// Several processes may write into one file. Each has its own addresses, so only the calls of the
/// first are read.
public final class LogallocLog implements LogFormat {
  private static final Pattern CALL =
      Pattern.compile(
          "\\d+ \\d+ (?:(?:m|c|re|v|aligned_)alloc|(?:posix_)?memalign|free|jemalloc_\\w+)\\(.*");

  @Override
  public String name() {
    return "Firefox logalloc";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return Recognition.byLines(firstLines, line -> CALL.matcher(line).matches());
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  private static final class Reader implements LineReader {
    private static final long NONE = -1;

    private final Calls calls;
    private long first = NONE;

    Reader(Calls calls) {
      this.calls = calls;
    }

    @Override
    public boolean read(Lines line) {
      long process = number(line);
      long thread = number(line);
      String name = line.word();
      line.expect("(");
      switch (name) {
        case "malloc", "valloc" -> {
          long size = line.decimal();
          long result = result(line, size);
          make(process, thread, () -> calls.malloc(size, result));
        }
        case "calloc" -> {
          long members = line.decimal();
          line.expect(",");
          long bytes = line.decimal();
          long result = result(line, members * bytes);
          if (Math.unsignedMultiplyHigh(members, bytes) != 0 && result != 0) {
            throw line.error("members times bytes must fit 64 bits");
          }
          make(process, thread, () -> calls.malloc(members * bytes, result));
        }
        case "memalign", "posix_memalign", "aligned_alloc" -> {
          long alignment = line.decimal();
          line.expect(",");
          long size = line.decimal();
          long result = result(line, size);
          line.requireSize(alignment, result);
          make(process, thread, () -> calls.memalign(alignment, size, result));
        }
        case "realloc" -> {
          long block = block(line);
          line.expect(",");
          long size = line.decimal();
          long result = result(line, size);
          make(process, thread, () -> calls.realloc(block, size, result));
        }
        case "free" -> {
          long block = block(line);
          line.expect(")");
          line.expectEnd();
          make(process, thread, () -> calls.free(block));
        }
        default -> {
          if (!name.startsWith("jemalloc_") || !line.skipTo(")")) {
            throw line.error("a call must be of a known function");
          }
          line.expectEnd();
        }
      }
      return true;
    }

    /// The closing parenthesis ends the address.
    @Override
    public boolean isWhole(Lines line) {
      number(line);
      number(line);
      if (!line.word().equals("free")) return false;
      line.expect("(");
      block(line);
      return line.skip(")") && line.isBlank();
    }

    private static long number(Lines line) {
      long number = line.decimal();
      line.expect(" ");
      return number;
    }

    private static long block(Lines line) {
      return line.skip("#") ? line.decimal() : line.address();
    }

    private static long result(Lines line, long size) {
      line.expect(")=");
      long result = block(line);
      line.expectEnd();
      line.requireSize(size, result);
      return result;
    }

    private void make(long process, long thread, Runnable call) {
      if (first == NONE) first = process;
      if (process != first) {
        calls.drop(Dropped.OTHER_PROCESS);
        return;
      }
      calls.thread(thread);
      call.run();
    }
  }
}
