package org.heaplab.results.manifest;

import java.util.List;

/// What an experiment says about itself. It stands in the manifest, so that a page can be made of a
/// run without knowing the experiment.
///
/// @param name as on the command line
/// @param question what it asks
/// @param runs what it replays, in words
/// @param subject the allocator that it is about, by name; empty for none
/// @param rivals allocators that the subject is held against, by name: `jemalloc` stands for
///   `jemalloc-system` too
/// @param varied the option that it varies; null for none
/// @param usualFigures whether it also has the figures that compare different allocators
/// @param figures its own; one stands for the usual figure of its name
/// @param bars what its subject is held to
public record Experiment(
    String name,
    String question,
    String runs,
    String subject,
    List<String> rivals,
    Variation varied,
    boolean usualFigures,
    List<FigureRequest> figures,
    List<Bar> bars) {
  public Experiment {
    rivals = List.copyOf(rivals);
    figures = List.copyOf(figures);
    bars = List.copyOf(bars);
  }

  /// One that only replays.
  public static Experiment plain(String name, String question, String runs) {
    return new Experiment(name, question, runs, "", List.of(), null, true, List.of(), List.of());
  }

  /// Whether an allocator is one of the rivals.
  public boolean isRival(ComparedAllocator allocator) {
    return rivals.stream().anyMatch(rival -> isNameOf(rival, allocator.name()));
  }

  /// Whether an allocator is one of those that a rival's name stands for.
  public static boolean isNameOf(String rival, String allocator) {
    return allocator.equals(rival) || allocator.startsWith(rival + "-");
  }
}
