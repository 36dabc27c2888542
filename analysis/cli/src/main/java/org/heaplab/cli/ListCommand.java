package org.heaplab.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.heaplab.allocators.Catalogue;
import org.heaplab.measure.Experiment;
import org.heaplab.measure.Experiments;
import org.heaplab.measure.Metrics;
import org.heaplab.measure.Metrics.Metric;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `heaplab list`: what there is to choose from.
@Command(
    name = "list",
    description = "Shows what there is to choose from.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "WHAT",
      description =
          "allocators, workloads, experiments or metrics (default: the names of them all)")
  private String what;

  @Mixin private Format.Choice choice;
  @Spec private CommandSpec spec;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<String, Listing<?>> listings = new LinkedHashMap<>();
    listings.put("allocators", allocators());
    listings.put("experiments", experiments());
    listings.put("metrics", metrics());
    if (what == null) {
      listings.forEach((name, listing) -> console.out().print(brief(name, listing)));
      return 0;
    }
    if (!listings.containsKey(what)) {
      throw new ParameterException(
          spec.commandLine(),
          "what to list must be one of %s: %s"
              .formatted(String.join(", ", listings.keySet()), what));
    }
    if (what.equals("allocators")) {
      for (var entry : Catalogue.entries()) {
        AllocatorChoice.missing(entry).ifPresent(console::say);
      }
    }
    listings.get(what).write(choice.format, console.out());
    return 0;
  }

  private static String brief(String name, Listing<?> listing) {
    return Wrapped.text(name + ": ", String.join(", ", listing.names()));
  }

  /// Those that can be measured on this machine.
  private static Listing<Catalogue.Entry> allocators() {
    return new Listing<>(
        List.of(
            new Field<>("name", "name", Unit.TEXT, Catalogue.Entry::name),
            new Field<>("family", "family", Unit.TEXT, Catalogue.Entry::family),
            new Field<>("kind", "kind", Unit.TEXT, Catalogue.Entry::kind),
            new Field<>("handles", "handles", Unit.FLAG, Catalogue.Entry::handles),
            new Field<>("threads", "threads", Unit.FLAG, Catalogue.Entry::threads),
            new Field<>("source", "source", Unit.TEXT, Catalogue.Entry::source)),
        Catalogue.entries().stream()
            .filter(entry -> AllocatorChoice.missing(entry).isEmpty())
            .toList());
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
