package org.heaplab.measure;

import java.util.List;
import java.util.function.UnaryOperator;

/// One question, and the replays that answer it: every workload on every allocator.
///
/// @param name what the command line and the result files call it
/// @param question what it asks
/// @param runs what it replays, in words
/// @param workloads which of the workloads there are
/// @param allocators specifications, out of the names of all allocators meant for use
/// @param options how its replays differ from the suite's
public record Experiment(
    String name,
    String question,
    String runs,
    UnaryOperator<List<TraceSource>> workloads,
    UnaryOperator<List<String>> allocators,
    UnaryOperator<ReplayOptions> options) {}
