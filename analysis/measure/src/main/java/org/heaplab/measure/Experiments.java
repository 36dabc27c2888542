package org.heaplab.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.allocators.catalogue.Catalogue;

/// Every experiment there is. A new one is an entry here.
public final class Experiments {
  private static final String HANDLE = "handle";
  private static final String NOTHING = "nothing";

  /// The families that the handle heap has to beat.
  private static final List<String> RIVALS = List.of("glibc", "jemalloc", "mimalloc", "tcmalloc");

  /// Shares of the blocks that stay locked.
  private static final List<String> HELD = held("0.01", "0.03", "0.1", "0.2", "0.3", "0.4", "0.5");

  /// Those of them whose smallest heap is searched for, which takes long.
  private static final List<String> HELD_AND_FITTED = held("0.03", "0.1", "0.3", "0.5");

  /// Each design choice of the handle heap and what it could have been instead.
  private static final List<String> OTHER_CHOICES =
      variants(
          "",
          "entry=8",
          "entry=16",
          "granule=16",
          "page=8192",
          "page=16384",
          "small=0",
          "small=64",
          "small=256",
          "small=512",
          "reuse=none,ready=0",
          "ready=0",
          "release=eager",
          "release=never",
          "compact=asked",
          "headroom=0",
          "headroom=0.1");

  private static final List<Experiment> ALL =
      Stream.of(
              Experiment.of(
                      "survey",
                      "How much memory and how much time does each allocator take on each workload?",
                      "every allocator on every bundled trace and synthetic workload")
                  .thatRunsByDefault(),
              Experiment.of(
                      "handle-bars",
                      "Does the handle heap reach the bars that are set for it?",
                      "handle and its native rivals on every recorded trace; the smallest heap of handle;"
                          + " its lock and unlock against reading by an address")
                  .onRecordedTraces()
                  .with(names -> concat(List.of(HANDLE), rivals(names)))
                  .fitting(HANDLE)
                  .timingLocksOf(HANDLE)
                  .withoutLatency(),
              Experiment.of(
                      "frontier",
                      "What does the handle heap pay in time for less memory, as its headroom varies?",
                      "handle with headroom from 0 to 1, and all native allocators, on every recorded trace")
                  .onRecordedTraces()
                  .with(
                      names ->
                          concat(
                              variants(
                                  "headroom=", "0", "0.03", "0.06", "0.12", "0.25", "0.5", "1"),
                              natives(names)))
                  .withoutPauses(),
              Experiment.of(
                      "ablation",
                      "What is each design choice of the handle heap worth?",
                      "handle with one option changed at a time, on every recorded trace")
                  .onRecordedTraces()
                  .with(names -> concat(List.of(HANDLE), OTHER_CHOICES))
                  .withoutPauses(),
              Experiment.of(
                      "budget",
                      "How long are the handle heap's pauses, and how much memory do shorter ones cost?",
                      "handle with 4 to 4096 looks a turn for compaction, on every recorded trace")
                  .onRecordedTraces()
                  .with(names -> variants("budget=", "4", "16", "64", "256", "1024", "4096"))
                  .withoutLatency(),
              Experiment.of(
                      "pinned",
                      "How does the handle heap's memory grow with the share of blocks that stay locked?",
                      "handle with up to half of all blocks held from malloc to free, on every recorded trace,"
                          + " and its smallest heaps")
                  .onRecordedTraces()
                  .with(names -> concat(List.of(HANDLE), HELD))
                  .fitting(concat(List.of(HANDLE), HELD_AND_FITTED).toArray(String[]::new))
                  .untimed(),
              Experiment.of(
                      "headers",
                      "What do the structures that each block needs cost?",
                      "handle, jeff with headers of 17 and 13 bytes, and first-fit on every recorded trace")
                  .onRecordedTraces()
                  .with(names -> List.of(HANDLE, "jeff", "jeff:header=13", "first-fit"))
                  .untimed())
          .map(Experiment.Builder::build)
          .toList();

  private Experiments() {}

  public static List<Experiment> all() {
    return ALL;
  }

  /// @param names none for those that run by default
  /// @throws IllegalArgumentException when there is no experiment of a name
  public static List<Experiment> find(List<String> names) {
    return names.isEmpty()
        ? ALL.stream().filter(Experiment::byDefault).toList()
        : names.stream().map(Experiments::find).toList();
  }

  private static Experiment find(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "an experiment must be one of "
                        + ALL.stream().map(Experiment::name).collect(Collectors.joining(", "))
                        + ": "
                        + name));
  }

  private static List<String> variants(String prefix, String... values) {
    return Stream.of(values).map(value -> HANDLE + ":" + prefix + value).toList();
  }

  private static List<String> held(String... shares) {
    return Stream.of(shares).map(share -> HANDLE + Subjects.LOCKS + "hold=" + share).toList();
  }

  private static List<String> natives(List<String> names) {
    var natives =
        new ArrayList<>(
            names.stream().filter(name -> Catalogue.find(name).entry().isNative()).toList());
    natives.add(NOTHING);
    return natives;
  }

  /// As this machine has them: the ones that are built in, and those of the system.
  private static List<String> rivals(List<String> names) {
    return names.stream()
        .filter(
            name -> RIVALS.stream().anyMatch(one -> name.equals(one) || name.startsWith(one + "-")))
        .toList();
  }

  private static List<String> concat(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
