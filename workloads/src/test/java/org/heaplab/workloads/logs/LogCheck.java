package org.heaplab.workloads.logs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.logs.format.LogFormats;
import org.heaplab.workloads.logs.text.Lines;
import org.heaplab.workloads.logs.text.LogFormat;

/// The rules for a damaged log:
///
/// 1. It is read, or refused with a [TraceException] of one line that names the position.
/// 2. It makes exactly the calls of its whole lines, which [LogGrammar] knows. If all other lines
///    are replaced by lines without a call, the calls stay the same.
/// 3. What is left out is counted.
/// 4. A last line without a line end adds at most one call, and only if the line is whole.
final class LogCheck {
  private static final Pattern MEMORY =
      Pattern.compile("^log, line \\d+: (?:a log's live blocks|a trace) must fit");

  private LogCheck() {}

  /// @throws AssertionError with the log when a rule is broken
  static void check(byte[] log) {
    Told told = read(log);
    String text = new String(log, StandardCharsets.ISO_8859_1);
    if (told.refusal != null) {
      require(told.refusal.indexOf('\n') < 0, "a refusal of one line: " + told.refusal, text);
      require(told.refusal.startsWith("log, "), "a refusal with its place: " + told.refusal, text);
      require(!MEMORY.matcher(told.refusal).find(), "bounded memory: " + told.refusal, text);
      return;
    }
    Optional<LogGrammar> grammar =
        LogGrammar.ALL.stream().filter(known -> known.format().equals(told.format)).findFirst();
    if (!LogGrammar.hasLargeNumber(text)) grammar.ifPresent(known -> check(text, told, known));
  }

  private static void check(String text, Told told, LogGrammar grammar) {
    String[] lines = text.split("\r\n|\r|\n", -1);
    var kept = new StringBuilder();
    int torn = 0;
    for (int i = 0; i < lines.length - 1; i++) {
      String line = lines[i].startsWith(Lines.MARK) ? lines[i].substring(3) : lines[i];
      boolean whole = grammar.isWhole(line);
      if (!whole && !isBlank(line) && !grammar.isForeign(line)) torn++;
      kept.append(whole || isBlank(line) ? line : grammar.nothing()).append('\n');
    }
    Told expected = read(grammar, kept.toString());
    String last = lines[lines.length - 1];
    boolean same = told.operations.equals(expected.operations);
    if (!same && grammar.isWhole(last)) {
      same = told.operations.equals(read(grammar, kept + last + "\n").operations);
    }
    require(
        same, "the calls of whole lines " + expected.operations + ", not " + told.operations, text);
    if (grammar.counted()) {
      require(told.torn == torn, torn + " torn lines, not " + told.torn, text);
    }
    boolean cut = !isBlank(last) && told.operations.size() == expected.operations.size();
    if (cut && grammar.counted() && !grammar.isWhole(last)) {
      require(told.cut, "a cut end to be counted", text);
    }
  }

  /// Reduced to ASCII, as the tools read it.
  private static boolean isBlank(String line) {
    return line.matches("[ \\x09-\\x0d]*");
  }

  private static void require(boolean holds, String rule, String log) {
    if (!holds) throw new AssertionError("must have " + rule + " in:\n" + log);
  }

  private static Told read(byte[] log) {
    try {
      return read(LogReader.recognise(log, "log"), log);
    } catch (TraceException e) {
      return new Told("", List.of(), 0, false, e.getMessage());
    }
  }

  private static Told read(LogGrammar grammar, String log) {
    LogFormat format =
        LogFormats.ALL.stream().filter(f -> f.name().equals(grammar.format())).findFirst().get();
    try {
      return read(format, log.getBytes(StandardCharsets.ISO_8859_1));
    } catch (TraceException e) {
      return new Told(format.name(), List.of(), 0, false, e.getMessage());
    }
  }

  private static Told read(LogFormat format, byte[] log) {
    var reader = new LogReader(format);
    try {
      reader.read(new ByteArrayInputStream(log), "log");
    } catch (RuntimeException e) {
      reader.abandon();
      throw e;
    }
    try (Trace trace = reader.build("log")) {
      var told = new ArrayList<String>(LogText.operations(trace));
      for (Dropped kind : List.of(Dropped.NULL_FREE, Dropped.UNKNOWN_FREE, Dropped.FAILED)) {
        told.add(kind + " " + trace.dropped(kind));
      }
      return new Told(
          format.name(),
          told,
          trace.dropped(Dropped.TORN_LINE),
          trace.dropped(Dropped.CUT_END) > 0,
          null);
    }
  }

  /// @param refusal why the log was refused; then nothing else is set. Otherwise null
  private record Told(
      String format, List<String> operations, long torn, boolean cut, String refusal) {}
}
