package org.heaplab.paper.values;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.heaplab.report.drawing.Drawing;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.report.runs.RunsTable;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.ComparedAllocator;

/// The tables and figures that a text asks for.
public final class Material {
  /// Tables that are of no single experiment.
  private final Map<String, Supplier<TextTable>> ofAll;

  private final ReferenceRuns reference;
  private final FigureCatalogue catalogue = FigureCatalogue.USUAL;
  private final List<ComparedAllocator> allocators;
  private final Map<String, TextTable> tables = new LinkedHashMap<>();
  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /// @param title what a screen reader says
  public record Figure(Drawing drawing, String title) {}

  public Material(ReferenceRuns reference, CitedClaims claims) {
    this.reference = reference;
    this.ofAll = Map.of("claims", claims::table, "runs", () -> RunsTable.of(reference.folders()));
    this.allocators =
        reference.runs().stream().flatMap(run -> run.allocators().stream()).distinct().toList();
  }

  /// @param key as in `handle-bars/rivals/2`: experiment, kind of table, and which of these; or
  ///   `claims`, or `runs`
  /// @throws IllegalArgumentException when there is none
  public TextTable table(String key) {
    return tables.computeIfAbsent(key, this::make);
  }

  private TextTable make(String key) {
    if (ofAll.containsKey(key)) return ofAll.get(key).get();
    String[] parts = key.split("/", -1);
    if (parts.length != 3 || !parts[2].matches("[1-9]")) {
      throw new IllegalArgumentException(
          "a table must be EXPERIMENT/KIND/INDEX, claims or runs: " + key);
    }
    ExperimentResults results = reference.experiment(parts[0]);
    Run run = reference.runOf(parts[0]).orElseThrow();
    List<TextTable> all = TableKind.of(parts[1]).of(run, results, catalogue);
    int index = Integer.parseInt(parts[2]);
    if (index <= all.size()) return all.get(index - 1);
    throw new IllegalArgumentException(
        "of tables of this kind there are %d: %s".formatted(all.size(), key));
  }

  /// @param key as in `frontier/space-time`: experiment and figure; or as in
  ///   `buddy/free-lists/redis`: a figure of one trace
  /// @throws IllegalArgumentException when there is none
  public Figure figure(String key) {
    return figures.computeIfAbsent(key, this::draw);
  }

  private Figure draw(String key) {
    String[] parts = key.split("/", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException(
          "a figure must be EXPERIMENT/FIGURE or EXPERIMENT/FIGURE/TRACE: " + key);
    }
    ExperimentResults results = reference.experiment(parts[0]);
    boolean isOfTrace = parts.length == 3;
    FigurePlan plan =
        plan(
            isOfTrace
                ? catalogue.perTrace(results.experiment())
                : catalogue.overall(results.experiment()),
            parts[1]);
    // An allocator looks the same in all figures, but for the one that the experiment is about.
    var palette = new Palette(allocators, List.of(results.experiment()));
    String kind = plan.request().kind();
    Optional<Drawing> drawing =
        isOfTrace
            ? catalogue.perTrace().get(kind).draw(plan, trace(results, parts[2]), palette)
            : catalogue.overall().get(kind).draw(plan, results, palette);
    return drawing
        .map(one -> new Figure(one, plan.title()))
        .orElseThrow(() -> new IllegalArgumentException("there is nothing to draw: " + key));
  }

  private static FigurePlan plan(List<FigurePlan> plans, String name) {
    return plans.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a figure must be one of %s: %s"
                        .formatted(plans.stream().map(FigurePlan::name).toList(), name)));
  }

  private static MeasuredTrace trace(ExperimentResults results, String name) {
    return results.traces().stream()
        .filter(one -> one.trace().equals(name))
        .findFirst()
        .map(one -> new MeasuredTrace(results, one))
        .orElseThrow(() -> new IllegalArgumentException("there is no trace " + name));
  }

  public Map<String, TextTable> tables() {
    return Map.copyOf(tables);
  }

  public Map<String, Figure> figures() {
    return Map.copyOf(figures);
  }
}
