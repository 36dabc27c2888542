package org.heaplab.measure.question;

import static org.heaplab.measure.measurement.Measurements.FREE_LISTS;
import static org.heaplab.measure.measurement.Measurements.LATENCY;
import static org.heaplab.measure.measurement.Measurements.PAUSES;
import static org.heaplab.results.metric.Metrics.MEAN_RATIO;
import static org.heaplab.results.metric.Metrics.METADATA_PER_BLOCK;
import static org.heaplab.results.metric.Metrics.NS_PER_OP;
import static org.heaplab.results.metric.QuantityKey.ALL;

import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.QuantityKey;

/// The experiments about schemes that split blocks in fixed ways, or free them together.
final class BuddyExperiments {
  private static final List<String> SYSTEMS =
      List.of("buddy", "double-buddy", "fibonacci-buddy", "weighted-buddy");

  private static final Metric PADDING = Metrics.find("internal_fragmentation").orElseThrow();

  static final ExperimentPlan BUDDY =
      ExperimentPlan.of(
              "buddy",
              "What does each buddy system waste, and what does a header cost against a table?",
              "the four buddy systems, with the sizes of blocks in a table and in headers, on every"
                  + " recorded trace")
          .onRecordedTraces()
          .with(names -> SYSTEMS.stream().flatMap(BuddyExperiments::bothPlaces).toList())
          .without(LATENCY, PAUSES)
          .measuring(FREE_LISTS, "buddy")
          .about("buddy")
          .showing(
              FigureRequest.of(
                      "dots",
                      "padding",
                      "Internal fragmentation of buddy systems",
                      "Where most bytes are live. With a header, a request of a power of two bytes"
                          + " takes the next larger block.",
                      PADDING)
                  .axes("padding, as a share of used blocks", ""),
              FigureRequest.of(
                      "dots",
                      "metadata-per-block",
                      "Metadata of a block in buddy systems",
                      "All metadata over the live blocks, where most bytes are live: headers, or a"
                          + " byte in the table for each of the smallest blocks, and the bitmap of"
                          + " pages.",
                      METADATA_PER_BLOCK)
                  .axes("bytes for each live block", ""),
              FigureRequest.of(
                  "free-lists",
                  "free-lists",
                  "The free lists of the binary buddy system",
                  "How many free blocks of each size there are in the heap where most bytes are"
                      + " live, right before and after the first free there that joins two times."
                      + " A block of each size on the way is gone, and there is one more of the"
                      + " size that they make."))
          .claiming(
              Claim.above(
                  1,
                  "buddy-header",
                  "With sizes in headers the binary buddy system holds more on average than with a"
                      + " table.",
                  new QuantityKey("buddy").over(MEAN_RATIO, "buddy:size=header", "buddy", ALL)))
          .build();

  static final ExperimentPlan ARENAS =
      ExperimentPlan.of(
              "arenas",
              "What does it cost and save to free the blocks of a phase together?",
              "arena, with arenas that end with a phase or after a number of bytes, and other"
                  + " schemes on synthetic browsers that keep little and much from page to page")
          .onMadeWorkloads("browser:pages=8,cache=1M", "browser:pages=8,cache=16M")
          .with(
              names ->
                  List.of(
                      "arena:end=1G",
                      "arena",
                      "arena:end=16K",
                      "ffm-arena",
                      "bump",
                      "pool",
                      "first-fit",
                      "handle"))
          .without(LATENCY, PAUSES)
          .about("arena:end=1G")
          .build();

  /// All documents of a workload together have so many blocks.
  private static final int BLOCKS = 400_000;

  static final ExperimentPlan DOCUMENTS =
      ExperimentPlan.of(
              "documents",
              "What does it save to free the blocks of a document together, the larger it is?",
              "arena, with an arena for each document, an arena of java.lang.foreign, and heaps that"
                  + " free one block at a time, on documents of 100 to 100,000 blocks")
          .onMadeWorkloads(
              Stream.of(100, 1_000, 10_000, 100_000)
                  .map(
                      nodes ->
                          "documents:documents=%d,nodes=%d,edits=0"
                              .formatted(BLOCKS / nodes, nodes))
                  .toArray(String[]::new))
          .with(
              names ->
                  List.of(
                      "arena:end=1G",
                      "ffm-arena",
                      "pool",
                      "first-fit",
                      "handle",
                      HandleBars.GLIBC,
                      "mimalloc",
                      "nothing"))
          .without(LATENCY, PAUSES)
          .about("arena:end=1G")
          .ofOneAllocator()
          .showing(
              FigureRequest.of(
                  "growth",
                  "documents-time",
                  "Time per operation against the blocks of a document",
                  "A document is read, block by block, and closed: each of its blocks is freed, and"
                      + " the allocators with arenas only count them and then drop the whole. Both"
                      + " axes are logarithmic.",
                  NS_PER_OP),
              FigureRequest.of(
                      "dots",
                      "mean-ratio",
                      "Memory of documents that come and go",
                      "A ring is a workload, the large point the geometric mean over the workloads.",
                      MEAN_RATIO)
                  .axes("mean footprint ÷ mean live bytes", ""))
          .claiming(
              Claim.below(
                  0.7,
                  "arena-time",
                  "For large documents an operation takes clearly less time with an arena for each"
                      + " than with first fit.",
                  new QuantityKey("documents")
                      .leastOver(NS_PER_OP, "arena:end=1G", "first-fit", ALL)))
          .build();

  private BuddyExperiments() {}

  private static Stream<String> bothPlaces(String system) {
    return Stream.of(system, system + ":size=header");
  }
}
