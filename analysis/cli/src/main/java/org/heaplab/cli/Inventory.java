package org.heaplab.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.Experiment;
import org.heaplab.measure.Experiments;
import org.heaplab.measure.Metrics.Metric;
import org.heaplab.measure.Metrics;
import org.heaplab.measure.TraceSource;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.synthetic.Workload;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;

/// Everything that there is to choose from, each kind in a listing whose first column is the name.
record Inventory(Console console) {
  /// @param options null for what has none
  private record Choice(
      String name, String kind, Supplier<String> description, String options, String source) {}

  /// By kind, in the order in which they are shown.
  Map<String, Listing<?>> listings() throws IOException {
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
            new Field<>("name", "name", Unit.TEXT, Entry::name),
            new Field<>("family", "family", Unit.TEXT, Entry::family),
            new Field<>("kind", "kind", Unit.TEXT, Entry::kind),
            new Field<>("handles", "handles", Unit.FLAG, Entry::handles),
            new Field<>("threads", "threads", Unit.FLAG, Entry::threads),
            new Field<>("source", "source", Unit.TEXT, Entry::source),
            Field.hidden("options", Unit.TEXT, AllocatorOption::of)),
        Catalogue.entries().stream()
            .filter(entry -> AllocatorChoice.missing(entry).isEmpty())
            .toList());
  }

  private Listing<Choice> workloads() throws IOException {
    var choices = new ArrayList<Choice>();
    for (TraceSource source : Bundled.of(console).all()) choices.add(recorded(source));
    for (Workload workload : WorkloadCatalogue.entries()) choices.add(synthetic(workload));
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.TEXT, Choice::name),
            new Field<>("kind", "kind", Unit.TEXT, Choice::kind),
            new Field<>("description", "what", Unit.TEXT, choice -> choice.description().get()),
            new Field<>("options", "options", Unit.TEXT, Choice::options),
            Field.hidden("source", Unit.TEXT, Choice::source)),
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
    return new Choice(source.name(), "recorded", description, null, null);
  }

  private static Choice synthetic(Workload workload) {
    var options = new ArrayList<String>();
    new TreeMap<>(workload.options()).forEach((name, value) -> options.add(name + "=" + value));
    return new Choice(
        workload.name(),
        "synthetic",
        workload::description,
        String.join(",", options),
        workload.source());
  }

  private static Listing<Experiment> experiments() {
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.TEXT, Experiment::name),
            new Field<>("question", "question", Unit.TEXT, Experiment::question),
            new Field<>("runs", "runs", Unit.TEXT, Experiment::runs)),
        Experiments.all());
  }

  private static Listing<Metric> metrics() {
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.TEXT, Metric::name),
            new Field<>("unit", "unit", Unit.TEXT, Metric::unit),
            new Field<>("formula", "formula", Unit.TEXT, Metric::formula)),
        Metrics.all());
  }
}
