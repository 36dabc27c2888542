package org.heaplab.workloads.logs.format;

import java.util.List;
import java.util.regex.Pattern;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;
import org.heaplab.workloads.logs.text.Recognition;
import org.heaplab.workloads.logs.text.TornLine;

/// What glibc writes to the file named by MALLOC_TRACE after mtrace() (glibc,
/// malloc/mtrace-impl.c):
///
/// ```text
/// = Start
/// @ ./prog:[0x4005d4] + 0x1c3b460 0x18         malloc: result, bytes
/// @ ./prog:(main+0x1d)[0x4005e1] < 0x1c3b460   realloc: the old block, then in a line of its own
/// @ ./prog:(main+0x1d)[0x4005e1] > 0x1c3b480 0x20   the result and the bytes
/// @ ./prog:[0x4005f0] ! 0x1c3b480 0x7fffffff   realloc that failed: the block, which stays, and the bytes
/// @ ./prog:[0x4005f0] - 0x1c3b480              free
/// = End
/// ```
///
/// The caller is the call site; it may be missing. In old versions it is only `[0x80481eb]`. Sizes
/// are hexadecimal, in old versions decimal.
///
/// Since version 2.34 glibc writes a free after it is done. After a fork, parent and child write
/// into one file, each through its own buffer. So a line of one may be torn by a line of the other.
public final class MtraceLog implements LogFormat {
  private static final Pattern CALL =
      Pattern.compile("\\s*(@ .*)?(\\[0[xX]\\p{XDigit}+]\\s+)?[-+<>!]\\s+(0[xX]|\\(nil\\)).*");

  @Override
  public String name() {
    return "glibc mtrace";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return Recognition.byLines(
        firstLines, line -> line.startsWith("= Start") || CALL.matcher(line).matches());
  }

  @Override
  public boolean writesFreesLate() {
    return true;
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  private static final class Reader implements LineReader {
    private final Calls calls;

    /// The line with `<`, until the line with `>` is read.
    private TornLine begun;

    private long begunAddress;

    /// The address of the current line's caller; 0 when it has none.
    private long site;

    private String siteName = "";

    Reader(Calls calls) {
      this.calls = calls;
    }

    @Override
    public boolean read(Lines line) {
      TornLine realloc = begun;
      begun = null;
      if (isMark(line)) {
        tear(realloc, line);
        return true;
      }
      try {
        passCaller(line);
        if (line.skip(">")) {
          line.expectBlanks();
          long result = line.address();
          long size = size(line);
          line.expectEnd();
          line.requireSize(size, result);
          if (realloc == null) throw line.error("a line with '>' must follow one with '<'");
          setSite();
          calls.realloc(begunAddress, size, result);
        } else {
          readOne(line);
          tear(realloc, line);
        }
      } catch (TornLine e) {
        tear(realloc, line);
        throw e;
      }
      return true;
    }

    @Override
    public boolean isWhole(Lines line) {
      return line.skip("= End") && line.isBlank();
    }

    @Override
    public boolean end(Lines lines, boolean cut) {
      tear(begun, lines);
      return cut;
    }

    private static void tear(TornLine realloc, Lines lines) {
      if (realloc != null) lines.tear(realloc);
    }

    private static boolean isMark(Lines line) {
      if (!line.skip("=")) return false;
      line.expectBlanks();
      if (!line.skip("Start") && !line.skip("End")) throw line.error("a mark must be Start or End");
      line.expectEnd();
      return true;
    }

    private void readOne(Lines line) {
      int kind = line.peek();
      if (!line.skip("+") && !line.skip("-") && !line.skip("<") && !line.skip("!")) {
        throw line.error("a call must be one of + - < !");
      }
      line.expectBlanks();
      long address = line.address();
      long size = kind == '+' || kind == '!' ? size(line) : 0;
      line.expectEnd();
      if (kind == '+') {
        line.requireSize(size, address);
        setSite();
        calls.malloc(size, address);
      } else if (kind == '-') {
        calls.free(address);
      } else if (kind == '!') {
        calls.drop(Dropped.FAILED);
      } else {
        begun = line.error("a line with '<' must be followed by one with '>'");
        begunAddress = address;
      }
    }

    /// Skips a caller such as `@ ./prog:(main+0x1d)[0x4005e1] `. A line with two callers is torn:
    /// it has the beginnings of two lines.
    private void passCaller(Lines line) {
      site = 0;
      line.skipBlanks();
      if (line.skip("@ ")) {
        if (line.contains("@ ")) throw line.error("a line must have one caller");
        String caller = line.upTo("[0x");
        if (!line.skipTo("[0x")) throw line.error("a caller must end with its address in brackets");
        passAddress(line);
        if (line.contains("[0x")) throw line.error("a line must have one caller");
        siteName = caller;
      } else if (line.skip("[0x")) {
        passAddress(line);
        siteName = "";
      }
    }

    private void setSite() {
      if (calls.site(site)) calls.nameSite(site, siteName + "[0x" + Long.toHexString(site) + "]");
    }

    private void passAddress(Lines line) {
      site = line.hexadecimal();
      line.expect("]");
      line.expectBlanks();
    }

    private static long size(Lines line) {
      line.expectBlanks();
      return line.skip("0x") || line.skip("0X") ? line.hexadecimal() : line.decimal();
    }
  }
}
