package org.heaplab.workloads.logs.format;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;

/// The calls that `valgrind --trace-malloc=yes` writes between its other messages and the program's
/// output (Valgrind, coregrind/m_replacemalloc/vg_replace_malloc.c):
///
/// ```text
/// --4242-- malloc(72704) = 0x4A3C040          process: call = result
/// --4242-- calloc(17,8) = 0x4A4DC80
/// --4242-- memalign(al 64, size 104) = 0x4A4DD40
/// --4242-- _ZnwmSt11align_val_t(size 128, al 64) = 0x4A4DE00
/// --4242-- realloc(0x4A4DC80,80) = 0x4A4DF00
/// --4242-- realloc(0x0,80)malloc(80) = 0x4A4DF80    what it is turned into
/// --4242-- free(0x4A3C040)
/// ```
///
/// With `--time-stamp=yes` a time comes before the process number. With `--trace-children=yes`, and
/// after a fork, several processes write into the same text. Each has its own addresses, so only
/// the calls of the first process are read.
public final class ValgrindLog implements LogFormat {
  private static final String MARK = "--";
  private static final Set<String> FREES =
      Set.of("free", "cfree", "__builtin_delete", "__builtin_vec_delete");
  private static final Set<String> MALLOCS =
      Set.of("malloc", "valloc", "pvalloc", "__builtin_new", "__builtin_vec_new");
  private static final Set<String> OTHERS = Set.of("calloc", "realloc", "memalign");
  private static final Pattern CALL =
      Pattern.compile(
          "(?s).*?--([\\d:.]+ )?\\d+-- (malloc|calloc|realloc|memalign|free|_Zn|_Zd).*");

  @Override
  public String name() {
    return "valgrind --trace-malloc=yes";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.stream()
        .filter(line -> line.contains(MARK))
        .anyMatch(line -> CALL.matcher(line).matches());
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  private static boolean isFree(String name) {
    return FREES.contains(name) || name.startsWith("_Zd");
  }

  private static boolean isMalloc(String name) {
    return MALLOCS.contains(name) || name.startsWith("_Zn");
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
      long process = process(line);
      if (process == NONE) {
        if (line.contains("alloc(") && line.contains(") = 0x")) {
          throw line.error("a call must come after '--PROCESS-- '");
        }
        return false;
      }
      String name = line.word();
      boolean known = isFree(name) || isMalloc(name) || OTHERS.contains(name);
      if (!known || line.peek() != '(') {
        if (line.contains(") = 0x")) throw line.error("a request must be of a known function");
        return false;
      }
      if (line.contains(MARK)) throw line.error("a line must have one call");
      readCall(name, line, process);
      return true;
    }

    /// The closing parenthesis ends the address.
    @Override
    public boolean isWhole(Lines line) {
      if (process(line) == NONE || !isFree(line.word())) return false;
      line.expect("(");
      line.address();
      return line.skip(")") && line.isBlank();
    }

    /// Skips `--4242-- `, which may contain a time, and any output of the program before it.
    /// Returns the process number.
    private static long process(Lines line) {
      while (line.skipTo(MARK)) {
        // If there are more than two dashes, the last two begin the mark.
        line.skipAny("-");
        long number = line.decimalOr(NONE);
        boolean isTime = number != NONE && line.skipAny(":.0123456789");
        if (number != NONE && line.skip(" ")) number = line.decimalOr(NONE);
        else if (isTime) number = NONE;
        if (number != NONE && line.skip("-- ")) return number;
      }
      return NONE;
    }

    private void readCall(String name, Lines line, long process) {
      line.expect("(");
      if (isFree(name)) {
        long address = line.address();
        line.expect(")");
        line.expectEnd();
        make(process, () -> calls.free(address));
      } else if (name.equals("calloc")) {
        long members = line.decimal();
        line.expect(",");
        long bytes = line.decimal();
        line.expect(")");
        long result = result(line);
        if (Math.unsignedMultiplyHigh(members, bytes) != 0 && result != 0) {
          throw line.error("members times bytes must fit 64 bits");
        }
        line.requireSize(members * bytes, result);
        make(process, () -> calls.malloc(members * bytes, result));
      } else if (name.equals("realloc")) {
        readRealloc(line, process);
      } else if (line.skip("al ")) {
        long alignment = line.decimal();
        line.expect(", size ");
        readRequest(alignment, line.decimal(), line, process);
      } else if (line.skip("size ")) {
        long size = line.decimal();
        line.expect(", al ");
        readRequest(line.decimal(), size, line, process);
      } else if (name.equals("memalign")) {
        throw line.error("memalign must have an alignment");
      } else {
        readRequest(1, line.decimal(), line, process);
      }
    }

    private void readRealloc(Lines line, long process) {
      long address = line.address();
      line.expect(",");
      long size = line.decimal();
      line.expect(")");
      if (line.skip("free(")) {
        long freed = line.address();
        line.expect(")");
        line.expectEnd();
        if (freed != address) throw line.error("a realloc must free its own block");
        make(process, () -> calls.free(address));
        return;
      }
      if (line.skip("malloc(")) {
        if (line.decimal() != size) throw line.error("a realloc must request its own size");
        line.expect(")");
      }
      long result = result(line);
      line.requireSize(size, result);
      make(process, () -> calls.realloc(address, size, result));
    }

    private void readRequest(long alignment, long size, Lines line, long process) {
      line.expect(")");
      long result = result(line);
      line.requireSize(size, result);
      line.requireSize(alignment, result);
      make(process, () -> calls.memalign(alignment, size, result));
    }

    private void make(long process, Runnable call) {
      if (first == NONE) first = process;
      if (process == first) call.run();
      else calls.drop(Dropped.OTHER_PROCESS);
    }

    private static long result(Lines line) {
      line.expect(" = ");
      long result = line.address();
      line.expectEnd();
      return result;
    }
  }
}
