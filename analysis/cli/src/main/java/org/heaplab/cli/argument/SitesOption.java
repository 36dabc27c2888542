package org.heaplab.cli.argument;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.heaplab.allocators.ConfiguredAllocator;
import org.heaplab.cli.output.Console;
import org.heaplab.cli.output.Format;
import org.heaplab.cli.output.ProgressLine;
import org.heaplab.cli.output.SiteListing;
import org.heaplab.measure.Replay;
import org.heaplab.measure.Result;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.workloads.Trace;
import picocli.CommandLine.Option;

/// `heaplab stat --sites`: which places in a program ask for how much, and which of them strand
/// memory of an allocator.
public final class SitesOption {
  private static final List<Measurement> MEASUREMENTS =
      Replay.usual(Measurements.SITES, Measurements.STRANDED).stream()
          .filter(one -> !one.isTimed())
          .toList();

  private static final String ALLOCATORS = "-a";
  private static final String USUAL = "first-fit,handle";

  @Option(
      names = "--sites",
      description =
          "show which places in the program ask for memory, and whose blocks strand it: keep pages"
              + " that are partly free")
  private boolean sites;

  @Option(
      names = {ALLOCATORS, "--allocators"},
      paramLabel = "NAME[:OPTION=VALUE…],…",
      description = "with --sites, the allocators of heaplab on which (default: " + USUAL + ")")
  private AllocatorChoice.Named allocators;

  private final List<Result> results = new ArrayList<>();

  /// @throws WrongArgument when there are allocators, and nothing to do with them
  public boolean isGiven() {
    if (!sites && allocators != null) throw new WrongArgument(ALLOCATORS + " needs --sites");
    return sites;
  }

  /// Replays a trace that knows its call sites; says of another that it does not.
  public void add(Trace trace, Console console) throws IOException {
    if (trace.sites() == 0) {
      console.say(
          trace.name()
              + ": it is not known which places in the program made the requests; record it with"
              + " this version of heaplab record, or with heaptrack --raw");
      return;
    }
    try (var line = new ProgressLine(console)) {
      results.addAll(
          Replay.run(trace, specifications(console), MEASUREMENTS, ReplayOptions.DEFAULT, line));
    }
  }

  private List<String> specifications(Console console) {
    AllocatorChoice.Named named =
        allocators == null ? AllocatorChoice.Named.parse(USUAL) : allocators;
    var those = new LinkedHashSet<String>();
    for (ConfiguredAllocator one : named.allocators()) {
      if (one.entry().isNative()) {
        console.say(
            one.entry().name() + " is left out: only heaplab's own allocators can be walked");
      } else {
        those.add(one.name());
      }
    }
    if (those.isEmpty()) throw new Failure("none of the allocators asked for can be walked");
    return List.copyOf(those);
  }

  /// Prints all that was added.
  ///
  /// @return the command's exit status
  public int print(Format format, Console console) throws IOException {
    for (Result result : results) {
      if (!result.valid()) console.sayInvalid(result);
    }
    new SiteListing(results).write(format, console.out());
    return !results.isEmpty() && results.stream().allMatch(one -> one.reason().isEmpty()) ? 0 : 1;
  }
}
