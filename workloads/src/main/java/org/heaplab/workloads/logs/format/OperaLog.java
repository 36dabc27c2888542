package org.heaplab.workloads.logs.format;

import java.util.List;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;

/// The allocation log of the Opera desktop browser of 2008 (GitHub `ohscar/rmalloc`,
/// allocation-logging/logs):
///
/// ```text
/// MEM: 0x0804d1e7 malloc(55) => 0x095a9200        the address of the call, the call, its result
/// MEM: 0x0903b36c realloc(0x095dab80,8) => 0x095dad20
/// MEM: 0x08df6c31 free(0x0aebe540)
/// ```
///
/// The browser writes its other messages into the same stream; they are skipped.
public final class OperaLog implements LogFormat {
  private static final String CALL = "MEM: ";

  @Override
  public String name() {
    return "Opera allocation log";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.stream().anyMatch(line -> line.startsWith(CALL + "0x"));
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  private record Reader(Calls calls) implements LineReader {
    @Override
    public boolean read(Lines line) {
      if (line.skip(CALL)) {
        if (line.contains(CALL)) throw line.error("a line must have one call");
        readCall(line);
        return true;
      }
      if (line.contains("MEM:") || line.contains(" => 0x")) {
        throw line.error("a call must begin with '" + CALL + "'");
      }
      return false;
    }

    /// The closing parenthesis ends the address.
    @Override
    public boolean isWhole(Lines line) {
      if (!line.skip(CALL)) return false;
      line.address();
      line.expectBlanks();
      if (!line.skip("free(")) return false;
      line.address();
      return line.skip(")") && line.isBlank();
    }

    private void readCall(Lines line) {
      long site = line.address();
      line.expectBlanks();
      if (line.skip("malloc(")) {
        long size = line.decimal();
        long result = result(line);
        line.requireSize(size, result);
        setSite(site);
        calls.malloc(size, result);
      } else if (line.skip("free(")) {
        long address = line.address();
        line.expect(")");
        line.expectEnd();
        calls.free(address);
      } else if (line.skip("realloc(")) {
        long address = line.address();
        line.expect(",");
        line.skipBlanks();
        long size = line.decimal();
        long result = result(line);
        line.requireSize(size, result);
        setSite(site);
        calls.realloc(address, size, result);
      } else {
        throw line.error("a call must be malloc, realloc or free");
      }
    }

    private void setSite(long site) {
      if (calls.site(site)) calls.nameSite(site, "0x" + Long.toHexString(site));
    }

    private static long result(Lines line) {
      line.expect(") => ");
      long result = line.address();
      line.expectEnd();
      return result;
    }
  }
}
