package org.heaplab.cli.argument;

import org.heaplab.cli.output.Console;
import org.heaplab.results.metric.Unit;
import org.heaplab.workloads.LiveSet;
import org.heaplab.workloads.Operation;
import org.heaplab.workloads.Touch;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import picocli.CommandLine.Option;

/// The option that says how much of large blocks a replay writes.
public final class TouchChoice {
  /// Blocks of which nothing is known are worth a word when they are so much of what is live.
  private static final double REMARKABLE_SHARE = 0.5;

  private static final long REMARKABLE_BYTES = 64 << 20;

  @Option(
      names = "--touch",
      paramLabel = "recorded|all|first=SIZE",
      defaultValue = "recorded",
      description =
          "how much is written of blocks of 128 KiB and more: recorded (what the program touched, "
              + "all of it where the trace does not know), all, first=SIZE (at most the first SIZE "
              + "bytes of each, 0 for none) (default: ${DEFAULT-VALUE})")
  private Touch touch;

  /// @throws IllegalArgumentException when there is no such choice
  public static Touch parse(String text) {
    if (text.equals("recorded")) return Touch.RECORDED;
    if (text.equals("all")) return Touch.ALL;
    if (!text.startsWith("first=")) {
      throw new IllegalArgumentException("touch must be recorded, all or first=SIZE: " + text);
    }
    String size = text.substring("first=".length());
    return Touch.first(size.equals("0") ? 0 : new ByteSize().convert(size));
  }

  /// What the option names.
  public Touch chosen() {
    return touch;
  }

  /// The trace as it is to be replayed, and a word on blocks of which it does not know how much the
  /// program touched, where they matter and nobody has chosen. The trace given is closed if it is
  /// not the one returned.
  public Trace applyTo(Trace trace, Console console) {
    if (touch.equals(Touch.RECORDED)) remark(trace, console);
    return touch.applyTo(trace);
  }

  private static void remark(Trace trace, Console console) {
    var unknown = Unknown.of(trace);
    if (unknown.bytes() < REMARKABLE_BYTES || unknown.bytes() < REMARKABLE_SHARE * unknown.live()) {
      return;
    }
    console.say(
        "%s: of %s live at its peak, %s are in blocks of which it is not known how much the program touched; they are written whole, --touch changes it"
            .formatted(
                trace.name(),
                Unit.BYTES.format(unknown.live()),
                Unit.BYTES.format(unknown.bytes())));
  }

  /// What is live where the most is.
  ///
  /// @param live requested bytes
  /// @param bytes those in large blocks of which the trace does not know how much was touched
  private record Unknown(long live, long bytes) {
    private static boolean isUnknown(Trace trace, long request) {
      return Operation.size(trace.operations(), request) >= TraceBuilder.LARGE_BYTES
          && !Operation.knowsTouched(trace.operations(), request);
    }

    static Unknown of(Trace trace) {
      var live = new LiveSet(trace);
      var unknown = new long[trace.slots()];
      long sum = 0;
      var most = new Unknown(0, 0);
      for (long i = 0; i < trace.count(); i++) {
        if (!live.apply(i)) continue;
        int slot = Operation.slot(trace.operations(), i);
        sum -= unknown[slot];
        unknown[slot] = live.isLive(slot) && isUnknown(trace, i) ? live.size(slot) : 0;
        sum += unknown[slot];
        if (live.bytes() > most.live()) most = new Unknown(live.bytes(), sum);
      }
      return most;
    }
  }
}
