package org.heaplab.measure;

import java.util.function.Supplier;
import org.heaplab.workloads.Trace;

/// Something to replay in an experiment.
///
/// @param real whether it was recorded from a program, and not made up
/// @param trace opens it; whoever asks closes it
public record Workload(String name, boolean real, Supplier<Trace> trace) {}
