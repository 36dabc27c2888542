package org.heaplab.measure.session;

import org.heaplab.measure.protocol.ChildProcess;
import org.heaplab.measure.measurement.Latency;
import org.heaplab.measure.measurement.Pauses;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.measure.Result;
import org.heaplab.measure.replay.SamplingPlan;
import org.heaplab.measure.measurement.Space;
import org.heaplab.measure.measurement.Time;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// One allocator on one trace while it is being measured: the child, and what is known so far. Once
/// the allocator has misbehaved, or the machine lacks memory for it, nothing more is asked of it.
public final class Session implements AutoCloseable {
  private final MeasuredAllocator subject;
  private final String trace;
  private final SamplingPlan plan;
  private final ReplayOptions options;
  private final ChildProcess child;
  private Space space;
  private final List<Double> nanosPerOp = new ArrayList<>();
  private Latency latency;
  private Pauses pauses;
  private long passNanos;
  private String reason = "";
  private boolean lacksMemory;

  public Session(MeasuredAllocator subject, String trace, ReplayFile file, ReplayOptions options)
      throws IOException {
    this.subject = subject;
    this.trace = trace;
    this.plan = file.plan();
    this.options = options;
    this.child = new ChildProcess(subject.command(file, options), options.patience());
  }

  /// Measures space and, where asked for, verifies.
  public void space() {
    Reply reply = ask("space");
    if (reply == null) return;
    if (reply.text("invalid") != null) reason = reply.text("invalid");
    space =
        subject.kind().equals(MeasuredAllocator.NATIVE)
            ? Space.sampled(plan, reply, opsBefore(reply))
            : Space.exact(plan, reply);
    if (options.verify()) ask("verify");
  }

  /// Operations done before the refused record: those of the last sample, at the resolution at
  /// which a native allocator is looked at.
  private Long opsBefore(Reply reply) {
    if (reply.oom().isEmpty()) return null;
    int samples = reply.samples().size();
    return samples == 0 ? 0 : plan.opsDone()[samples - 1];
  }

  /// Replays as often as fits the time for warming up, and learns how long one replay takes.
  public void warm() {
    if (!timed()) return;
    Reply reply = ask("warm " + options.warmup().toMillis());
    if (reply != null) passNanos = reply.nanos().orElse(0);
  }

  /// How long the last replay of the warm-up took; 0 when there was none.
  public long passNanos() {
    return passNanos;
  }

  /// One round of the time pass.
  ///
  /// @return nanoseconds per operation, or null when there is nothing to time
  public Double time() {
    if (!timed() || plan.ops() == 0) return null;
    Reply reply = ask("time");
    if (reply == null || reply.nanos().isEmpty()) return null;
    double perOp = (double) reply.nanos().getAsLong() / plan.ops();
    nanosPerOp.add(perOp);
    return perOp;
  }

  /// Measures pauses, if there are any.
  public void pauses() {
    if (!timed() || (space != null && !space.compacted())) return;
    Reply reply = ask("pauses " + options.pauseRounds());
    if (reply != null && reply.oom().isEmpty()) pauses = Pauses.of(reply);
  }

  public void latency() {
    if (!timed()) return;
    Reply reply = ask("latency");
    if (reply != null && reply.oom().isEmpty()) latency = Latency.of(reply);
  }

  private boolean timed() {
    return reason.isEmpty() && (space == null || space.completed());
  }

  /// @return the answer, or null when the allocator has misbehaved or memory was lacking, now or
  ///   before
  private Reply ask(String command) {
    if (!reason.isEmpty()) return null;
    Reply reply = child.ask(command);
    if (reply.error() == null) return reply;
    reason = reply.error();
    lacksMemory = reply.lacksMemory();
    return null;
  }

  public String name() {
    return subject.name();
  }

  /// Why it is invalid, or was not finished; empty otherwise.
  public String reason() {
    return reason;
  }

  public boolean valid() {
    return reason.isEmpty() || lacksMemory;
  }

  /// Whether memory was lacking to finish.
  public boolean lacksMemory() {
    return lacksMemory;
  }

  /// That memory was lacking, in one line.
  public String shortage() {
    return "%s on %s was not finished: %s".formatted(subject.name(), trace, reason);
  }

  public Result result() {
    return new Result(
        trace,
        subject.name(),
        subject.family(),
        subject.kind(),
        plan.ops(),
        space,
        nanosPerOp.isEmpty() ? null : new Time(nanosPerOp),
        latency,
        pauses,
        valid(),
        reason);
  }

  @Override
  public void close() {
    child.close();
  }
}
