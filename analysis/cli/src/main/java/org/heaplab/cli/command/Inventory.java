package org.heaplab.cli.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.cli.argument.AllocatorChoice;
import org.heaplab.cli.argument.BundledTraces;
import org.heaplab.cli.output.AllocatorOption;
import org.heaplab.cli.output.AllocatorSetting;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Field;
import org.heaplab.cli.output.Listing;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.experiment.TraceSource;
import org.heaplab.measure.question.Experiments;
import org.heaplab.options.Option;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.results.metric.Basis;
import org.heaplab.results.metric.Metric;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.metric.Unit;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;
import org.heaplab.workloads.synthetic.workload.Workload;

/// Everything that there is to choose from, each kind in a listing whose first column is the name.
public record Inventory(Console console) {
  /// @param options null for what has none
  private record Choice(
      String name,
      String kind,
      String group,
      Supplier<String> description,
      String options,
      String source) {}

  /// By kind, in the order in which they are shown.
  public Map<String, Listing<?>> listings() throws IOException {
    var listings = new LinkedHashMap<String, Listing<?>>();
    listings.put("allocators", allocators());
    listings.put("workloads", workloads());
    listings.put("experiments", experiments());
    listings.put("metrics", metrics());
    return listings;
  }

  /// Those that can be measured on this machine.
  private static Listing<Entry> allocators() {
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.NONE, Entry::name),
            new Field<>("family", "family", Unit.NONE, Entry::family),
            new Field<>("kind", "kind", Unit.NONE, Entry::kind),
            new Field<>("handles", "handles", Unit.NONE, Entry::handles),
            new Field<>("threads", "threads", Unit.NONE, Entry::threads),
            new Field<>("source", "source", Unit.NONE, Entry::source),
            Field.hidden("options", Unit.NONE, AllocatorOption::of),
            Field.hidden("settings", Unit.NONE, AllocatorSetting::of)),
        Catalogue.entries().stream()
            .filter(entry -> AllocatorChoice.missing(entry).isEmpty())
            .toList());
  }

  private Listing<Choice> workloads() throws IOException {
    var choices = new ArrayList<Choice>();
    for (TraceSource source : BundledTraces.of(console).all()) choices.add(recorded(source));
    for (Workload workload : WorkloadCatalogue.entries()) choices.add(synthetic(workload));
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.NONE, Choice::name),
            new Field<>("kind", "kind", Unit.NONE, Choice::kind),
            new Field<>("group", "group", Unit.NONE, Choice::group),
            new Field<>("description", "what", Unit.NONE, choice -> choice.description().get()),
            new Field<>("options", "options", Unit.NONE, Choice::options),
            Field.hidden("source", Unit.NONE, Choice::source)),
        choices);
  }

  /// What it is stands in the file, which is read only when somebody wants to know.
  private static Choice recorded(TraceSource source) {
    Supplier<String> description =
        () -> {
          try (Trace trace = source.trace().get()) {
            Provenance provenance = trace.provenance();
            return "%s %s: %s"
                .formatted(provenance.program(), provenance.version(), provenance.command());
          }
        };
    return new Choice(
        source.name(), "recorded", source.workload().group(), description, null, null);
  }

  private static Choice synthetic(Workload workload) {
    return new Choice(
        workload.name(),
        "synthetic",
        ReplayedWorkload.SYNTHETIC,
        workload::description,
        defaults(workload.options()),
        workload.source());
  }

  private static String defaults(List<Option> options) {
    return options.stream()
        .map(option -> option.name() + "=" + option.standard())
        .collect(Collectors.joining(","));
  }

  private static Listing<ExperimentPlan> experiments() {
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.NONE, ExperimentPlan::name),
            new Field<>("question", "question", Unit.NONE, plan -> plan.experiment().question()),
            new Field<>("runs", "runs", Unit.NONE, plan -> plan.experiment().runs())),
        Experiments.all());
  }

  private static Listing<Metric> metrics() {
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.NONE, Metric::name),
            new Field<>("unit", "unit", Unit.NONE, metric -> metric.unit().title()),
            new Field<>("basis", "basis", Unit.NONE, metric -> lower(metric.basis())),
            new Field<>("formula", "definition", Unit.NONE, Metric::definition)),
        Metrics.all());
  }

  private static String lower(Basis basis) {
    return basis.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
