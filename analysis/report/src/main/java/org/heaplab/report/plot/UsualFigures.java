package org.heaplab.report.plot;

import java.util.List;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metrics;

/// The figures that an experiment has without asking for them: those that compare different
/// allocators.
public final class UsualFigures {
  public static final List<FigureRequest> OVERALL =
      List.of(
          FigureRequest.of(
              "space-time",
              "space-time",
              "Space and time overall",
              "Each point is an allocator: its geometric mean over the traces, with 95 % intervals"
                  + " over traces; one that the plot cuts off ends in an arrow. Left is faster, down"
                  + " is smaller. Of what was measured, nothing is better in both than the"
                  + " allocators on the dashed front. A dotted line is a harness alone."),
          FigureRequest.of(
                  "dots",
                  "mean-ratio",
                  "Memory over time",
                  "Mean footprint ÷ mean live bytes. A ring is a trace (a small dot is one that the"
                      + " mean leaves out), the large point the geometric mean over the traces with"
                      + " its 95 % interval over traces; one that the plot cuts off ends in an"
                      + " arrow. 1 is what the program asked for. Where there are such: a flat point"
                      + " is a native allocator set for little memory, in the colour of its"
                      + " default; an upright one is a heap of ours that moves no block.",
                  Metrics.MEAN_RATIO)
              .axes("mean footprint ÷ mean live bytes", ""),
          FigureRequest.of(
                  "dots",
                  "peak-ratio",
                  "Memory at its largest",
                  "Largest footprint ÷ largest live bytes, drawn as the figure before.",
                  Metrics.PEAK_RATIO)
              .axes("largest footprint ÷ largest live bytes", ""),
          FigureRequest.of(
                  "dots",
                  "time",
                  "Time per operation",
                  "Nanoseconds per operation, the writing of the blocks included, drawn as the"
                      + " figures before. Allocators that do nothing show what the harness itself"
                      + " costs.",
                  Metrics.NS_PER_OP)
              .axes("nanoseconds per operation", ""));

  public static final List<FigureRequest> PER_TRACE =
      List.of(
          FigureRequest.of(
              "footprint",
              "footprint",
              "Memory over time",
              "Bytes held from the system over the operations of the trace; the grey area is what"
                  + " the program had requested and not yet freed. The numbers are mean footprint ÷"
                  + " mean live bytes."),
          FigureRequest.of(
              "peak-bytes",
              "peak-bytes",
              "Where the bytes go at the peak",
              "The footprint after the operation after which most bytes are live, in multiples of"
                  + " these live bytes. A native allocator does not tell metadata from free bytes:"
                  + " its rest is both. Padding in pages that nothing was written to is no footprint"
                  + " and is left out."),
          FigureRequest.of(
              "space-time",
              "space-time",
              "Space and time",
              "Median time per operation against mean footprint ÷ mean live bytes, with intervals"
                  + " over processes. Of what was measured, nothing is better in both than the"
                  + " allocators on the dashed front. A dotted line is a harness alone."),
          FigureRequest.of(
              "latency",
              "latency",
              "Latency of single operations",
              "The share of operations that take at most so long; every step to the right is one"
                  + " more nine. A line ends at the slowest operation."));

  private UsualFigures() {}
}
