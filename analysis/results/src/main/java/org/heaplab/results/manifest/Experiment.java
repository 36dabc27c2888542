package org.heaplab.results.manifest;

import java.util.List;
import java.util.Optional;

/// What an experiment says about itself. It stands in the manifest, so that a page can be made of a
/// run without knowing the experiment.
///
/// @param name as on the command line
/// @param question what it asks
/// @param runs what it replays, in words
/// @param subject the allocator that it is about, by name; empty for none
/// @param beside the subject with another alignment, by name, whose figures are shown beside its
///   own; empty for none
/// @param rivals allocators that the subject is held against
/// @param varied the option that it varies; null for none
/// @param usualFigures whether it also has the figures that compare different allocators
/// @param figures its own; one stands for the usual figure of its name
/// @param bars what its subject is held to
/// @param published numbers of others that its own stand beside
/// @param models allocators that it holds against those that they are models of
/// @param logged sessions of programs that its workloads stand beside
/// @param counterparts made workloads that it holds against sessions of real programs
public record Experiment(
    String name,
    String question,
    String runs,
    String subject,
    String beside,
    List<RivalGroup> rivals,
    Variation varied,
    boolean usualFigures,
    List<FigureRequest> figures,
    List<Bar> bars,
    List<Published> published,
    List<Model> models,
    List<LoggedSession> logged,
    List<Counterpart> counterparts) {
  /// Manifests that were written before there were such have none of the last four.
  public Experiment {
    rivals = List.copyOf(rivals);
    figures = List.copyOf(figures);
    bars = List.copyOf(bars);
    published = published == null ? List.of() : List.copyOf(published);
    models = models == null ? List.of() : List.copyOf(models);
    logged = logged == null ? List.of() : List.copyOf(logged);
    counterparts = counterparts == null ? List.of() : List.copyOf(counterparts);
  }

  /// One that stands beside nothing of others and is not about models.
  public Experiment(
      String name,
      String question,
      String runs,
      String subject,
      String beside,
      List<RivalGroup> rivals,
      Variation varied,
      boolean usualFigures,
      List<FigureRequest> figures,
      List<Bar> bars) {
    this(
        name,
        question,
        runs,
        subject,
        beside,
        rivals,
        varied,
        usualFigures,
        figures,
        bars,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// One that only replays.
  public static Experiment plain(String name, String question, String runs) {
    return new Experiment(
        name, question, runs, "", "", List.of(), null, true, List.of(), List.of());
  }

  /// The rivals of a group; empty where the experiment has no such group.
  ///
  /// @param name of the group
  public Optional<RivalGroup> rivals(String name) {
    return rivals.stream().filter(group -> group.name().equals(name)).findFirst();
  }
}
