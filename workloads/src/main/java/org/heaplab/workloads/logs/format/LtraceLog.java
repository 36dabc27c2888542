package org.heaplab.workloads.logs.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LineReader;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;

/// What ltrace writes of the library calls of a program:
///
/// ```text
/// malloc(4096)                           = 0x5fa38f22a2a0
/// realloc(0x5fa38f22a2a0, 8192)          = 0x5fa38f22b2b0
/// free(0x5fa38f22b2b0)                   = <void>
/// _Znwm(4, 0x7fff94272968, 0x7ff, 0)     = 0x55f057b81eb0     arguments behind the known ones mean nothing
/// [pid 8061] libstdc++.so.6->malloc(16 <unfinished ...>       -f, -e 'malloc@*'; another thread goes on
/// [pid 8061] <... malloc resumed> )      = 0x7f7050000b70
/// ```
///
/// A time (`-t`, `-r`), the caller (`-i`) and indentation (`-n`) may come before a call, its
/// duration (`-T`) after it. Other functions are skipped. A request counts when it ends, a free
/// when it begins. While a call is unfinished, the same thread may make another call for the same
/// block, as `new` calls malloc. These two count as one call. A forked process has its own
/// addresses. When the log shows the fork, the child's calls are left out.
public final class LtraceLog implements LogFormat {
  private static final String PREFIX =
      "\\s*(?:\\[pid (\\d+)]\\s*|(\\d+)\\s+)?(?:[\\d:.]+\\s+)?(?:\\[0x[0-9a-f]+]\\s*)?";
  private static final String NAME =
      "(malloc|calloc|realloc|reallocarray|memalign|aligned_alloc|posix_memalign|valloc|pvalloc"
          + "|free|cfree|_Zn[aw]\\w+|_Zd[al]\\w+|operator (?:new|delete)(?:\\[])?(?:\\([^()]*\\))?)";
  private static final String NUMBER = "(?:0x[0-9a-f]+|-?\\d+|nil|NULL)";
  private static final String ARGUMENTS = "(" + NUMBER + "(?:, " + NUMBER + ")*)";
  private static final String RESULT = "\\s*= (" + NUMBER + "|<void>|)(?: <[\\d.]+>)?\\s*";

  private static final Pattern CALL =
      Pattern.compile(
          PREFIX
              + "(?:[\\w.+-]+->)?"
              + NAME
              + "\\("
              + ARGUMENTS
              + "(?:\\)"
              + RESULT
              + "| <unfinished \\.\\.\\.>\\s*|\\)\\s*)");
  private static final Pattern RESUMED =
      Pattern.compile(PREFIX + "<\\.\\.\\. " + NAME + " resumed> \\)" + RESULT);
  private static final Pattern FORK =
      Pattern.compile(PREFIX + "(?:[\\w.+-]+->)?v?fork\\(.*\\)\\s*= (\\d+)(?: <[\\d.]+>)?\\s*");
  private static final Pattern COMMA = Pattern.compile(", ");
  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
  private static final Pattern SPOILED = Pattern.compile("\\b" + NAME + "(?:\\(| resumed>)");

  @Override
  public String name() {
    return "ltrace";
  }

  @Override
  public boolean recognises(List<String> firstLines) {
    return firstLines.stream()
        .filter(line -> line.contains("=") && line.length() <= Lines.MAX_LINE)
        .anyMatch(line -> CALL.matcher(line).matches());
  }

  @Override
  public LineReader reader(Calls calls) {
    return new Reader(calls);
  }

  private static final class Reader implements LineReader {
    private static final int MOST_NESTED = 64;
    private static final int MOST_PROCESSES = 1 << 16;

    private final Calls calls;
    private final UsualLtraceCall usual = new UsualLtraceCall();
    private final Map<Long, Deque<Begun>> unfinished = new HashMap<>();
    private final Set<Long> forked = new HashSet<>();

    Reader(Calls calls) {
      this.calls = calls;
    }

    @Override
    public boolean read(Lines line) {
      if (!line.isUnfinished() && unfinished.isEmpty() && forked.isEmpty()) {
        if (usual.read(line)) {
          readUsual(line);
          return true;
        }
        line.restart();
      }
      return readAny(line);
    }

    private void readUsual(Lines line) {
      var call = new Begun(usual.name(), usual.arguments());
      call.requireArguments(line);
      if (usual.thread() != 0) calls.thread(usual.thread());
      if (call.isFree()) calls.free(call.argument(0));
      else call.make(line, calls, usual.result());
    }

    private boolean readAny(Lines line) {
      String text = line.rest();
      Matcher call = CALL.matcher(text);
      Matcher resumed = RESUMED.matcher(text);
      if (call.matches() && (line.isUnfinished() || !text.stripTrailing().endsWith(")"))) {
        readCall(line, call);
        return true;
      } else if (resumed.matches()) {
        readResumed(line, resumed);
        return true;
      }
      Matcher fork = FORK.matcher(text);
      if (fork.matches()) {
        if (forked.size() < MOST_PROCESSES) {
          forked.add(Long.parseUnsignedLong(shortened(fork.group(3))));
        }
      } else if (SPOILED.matcher(QUOTED.matcher(text).replaceAll("")).find()) {
        throw line.error("a call must be like 'malloc(4096) = 0x1c3b460'");
      }
      return false;
    }

    /// The closing parenthesis ends the address.
    @Override
    public boolean isWhole(Lines line) {
      Matcher call = CALL.matcher(line.rest());
      return call.matches() && Begun.isFree(call.group(3));
    }

    @Override
    public boolean end(Lines lines, boolean cut) {
      unfinished.values().stream()
          .flatMap(Deque::stream)
          .filter(call -> !call.isFree())
          .forEach(call -> calls.drop(Dropped.HIDDEN_RESULT));
      return cut;
    }

    private void readCall(Lines line, Matcher call) {
      var begun = new Begun(call.group(3), numbers(line, call.group(4)));
      begun.requireArguments(line);
      String result = call.group(5);
      if (!begun.isFree() && result != null && !result.matches(NUMBER)) {
        throw line.error("a request must have a result");
      }
      if (!isOurs(call)) return;
      Deque<Begun> outer = unfinished.computeIfAbsent(thread(call), unseen -> new ArrayDeque<>());
      if (begun.isFree()) {
        boolean done = outer.stream().anyMatch(call2 -> call2.frees(begun.argument(0)));
        if (!done) calls.free(begun.argument(0));
      }
      if (result == null) push(line, outer, begun);
      else if (!begun.isFree()) finish(line, begun, number(line, result), outer);
      if (outer.isEmpty()) unfinished.remove(thread(call));
    }

    private void push(Lines line, Deque<Begun> outer, Begun begun) {
      if (outer.size() == MOST_NESTED || unfinished.size() > MOST_PROCESSES) {
        throw line.error("a thread must finish its calls");
      }
      outer.push(begun);
    }

    private void readResumed(Lines line, Matcher resumed) {
      if (!isOurs(resumed)) return;
      Deque<Begun> outer = unfinished.get(thread(resumed));
      if (outer == null || outer.isEmpty() || !outer.peek().name.equals(resumed.group(3))) {
        throw line.error("a call that is resumed must have begun");
      }
      Begun begun = outer.peek();
      if (!begun.isFree() && !resumed.group(4).matches(NUMBER)) {
        throw line.error("a request must have a result");
      }
      outer.pop();
      if (outer.isEmpty()) unfinished.remove(thread(resumed));
      if (!begun.isFree()) finish(line, begun, number(line, resumed.group(4)), outer);
    }

    private void finish(Lines line, Begun begun, long result, Deque<Begun> outer) {
      boolean done = begun.inner == result && result != 0;
      for (Begun call : outer) call.inner = result;
      if (!done) begun.make(line, calls, result);
    }

    private boolean isOurs(Matcher call) {
      long thread = thread(call);
      if (forked.contains(thread)) {
        calls.drop(Dropped.OTHER_PROCESS);
        return false;
      }
      if (thread != 0) calls.thread(thread);
      return true;
    }

    private static long thread(Matcher call) {
      String number = call.group(1) != null ? call.group(1) : call.group(2);
      return number == null ? 0 : Long.parseUnsignedLong(shortened(number));
    }

    /// Process numbers are short; a longer number is cut so that it fits into a long.
    private static String shortened(String digits) {
      return digits.substring(0, Math.min(digits.length(), 18));
    }

    private static long[] numbers(Lines line, String arguments) {
      return COMMA
          .splitAsStream(arguments)
          .limit(3)
          .mapToLong(text -> number(line, text))
          .toArray();
    }

    private static long number(Lines line, String text) {
      try {
        if (text.equals("nil") || text.equals("NULL")) return 0;
        if (text.startsWith("0x")) return Long.parseUnsignedLong(text, 2, text.length(), 16);
        return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
      } catch (NumberFormatException e) {
        throw line.error("a number must fit 64 bits");
      }
    }
  }

  /// A call that has begun.
  private static final class Begun {
    final String name;
    private final long[] arguments;

    /// The result of a call inside this one, or 0.
    long inner;

    Begun(String name, long[] arguments) {
      this.name = name;
      this.arguments = arguments;
    }

    long argument(int index) {
      return arguments[index];
    }

    boolean isFree() {
      return isFree(name);
    }

    static boolean isFree(String name) {
      return name.endsWith("free") || name.startsWith("_Zd") || name.startsWith("operator delete");
    }

    boolean frees(long address) {
      return isFree() && arguments[0] == address;
    }

    void requireArguments(Lines line) {
      int least =
          switch (name) {
            case "calloc", "realloc", "memalign", "aligned_alloc" -> 2;
            case "reallocarray", "posix_memalign" -> 3;
            default -> 1;
          };
      if (arguments.length < least) throw line.error(name + " must have " + least + " arguments");
    }

    void make(Lines line, Calls calls, long result) {
      switch (name) {
        case "calloc" -> calls.malloc(product(line, arguments[0], arguments[1], result), result);
        case "realloc" -> calls.realloc(arguments[0], size(line, arguments[1], result), result);
        case "reallocarray" ->
            calls.realloc(arguments[0], product(line, arguments[1], arguments[2], result), result);
        case "memalign", "aligned_alloc" -> {
          size(line, arguments[0], result);
          calls.memalign(arguments[0], size(line, arguments[1], result), result);
        }
        case "posix_memalign" -> calls.drop(result == 0 ? Dropped.HIDDEN_RESULT : Dropped.FAILED);
        default -> calls.malloc(size(line, arguments[0], result), result);
      }
    }

    private static long size(Lines line, long size, long result) {
      line.requireSize(size, result);
      return size;
    }

    private static long product(Lines line, long members, long bytes, long result) {
      if (Math.unsignedMultiplyHigh(members, bytes) != 0 && result != 0) {
        throw line.error("members times bytes must fit 64 bits");
      }
      return size(line, members * bytes, result);
    }
  }
}
