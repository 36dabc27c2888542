package org.heaplab.cli.argument;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.cli.output.Console;
import org.heaplab.options.Specification;
import org.heaplab.results.manifest.ReplayedWorkload;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.files.Traces;
import org.heaplab.workloads.synthetic.DescribedWorkload;
import org.heaplab.workloads.synthetic.WorkloadCatalogue;

/// What stands for a trace on the command line. The first that there is:
///
/// 1. a file, ours or another tool's, or the specification of a workload;
/// 2. a file in an archive: `traces.zip/t1.rep`;
/// 3. several files that are one log after the other, joined by `+`;
/// 4. the name of a bundled trace;
/// 5. a synthetic workload, perhaps with options: `browser:pages=4`.
///
/// Where several arguments can stand, an archive of several traces stands for all of them.
public final class TraceArgument {
  public static final String DESCRIPTION =
      "a trace file of any kind, a bundled trace or a synthetic workload";

  private final Console console;

  public TraceArgument(Console console) {
    this.console = console;
  }

  /// The arguments, each archive of several traces replaced by these: `traces.zip/t1.rep`.
  public static List<String> expand(List<String> arguments) {
    return arguments.stream().flatMap(TraceArgument::expand).toList();
  }

  private static Stream<String> expand(String argument) {
    List<String> members = path(argument).map(Traces::members).orElse(List.of());
    return members.isEmpty()
        ? Stream.of(argument)
        : members.stream().map(member -> argument + "/" + member);
  }

  /// Opens a trace and says what of the program is not in it.
  ///
  /// @throws Failure when there is no such trace
  /// @throws WrongArgument when there is such a workload, but not with such options
  public Trace open(String argument) {
    return remark(reopen(argument));
  }

  /// Opens a trace of which it has been said what is not in it.
  ///
  /// @throws Failure when there is no such trace
  /// @throws WrongArgument when there is such a workload, but not with such options
  public Trace reopen(String argument) {
    return file(argument)
        .or(() -> archived(argument))
        .or(() -> joined(argument))
        .or(() -> bundled(argument))
        .or(() -> synthetic(argument))
        .orElseThrow(() -> new Failure(argument + ": no such file, bundled trace or workload"));
  }

  /// Whether an argument stands for a synthetic workload.
  public boolean isSynthetic(String argument) {
    return path(argument).filter(Files::exists).isEmpty()
        && bundledFile(argument).isEmpty()
        && isWorkload(argument);
  }

  /// Which of the workloads a trace is shown with, as [ReplayedWorkload#group] has it. A bundled
  /// trace with accesses that is named is wanted by every experiment, as a file is.
  public String group(String argument) {
    if (path(argument).filter(Files::exists).isPresent()) return ReplayedWorkload.GIVEN;
    return bundledFile(argument)
        .map(BundledTraces::group)
        .filter(group -> !group.equals(ReplayedWorkload.ACCESS))
        .orElse(ReplayedWorkload.GIVEN);
  }

  /// Opens files as one trace.
  public Trace open(List<Path> files) {
    for (Path file : files) {
      if (!Files.exists(file)) throw new Failure(file + ": no such file");
    }
    return remark(Traces.open(files));
  }

  private static Optional<Trace> file(String argument) {
    return path(argument).filter(Files::exists).map(TraceArgument::openFile);
  }

  private static Trace openFile(Path file) {
    return DescribedWorkload.recognises(file)
        ? DescribedWorkload.read(file).generate()
        : Traces.open(file);
  }

  private static Optional<Trace> archived(String argument) {
    for (int at = argument.indexOf('/', 1); at > 0; at = argument.indexOf('/', at + 1)) {
      Optional<Path> archive = path(argument.substring(0, at)).filter(Files::isRegularFile);
      if (archive.isPresent()) {
        return Optional.of(Traces.open(archive.get(), argument.substring(at + 1)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Trace> joined(String argument) {
    List<Optional<Path>> parts =
        Arrays.stream(argument.split("\\+", -1)).map(TraceArgument::path).toList();
    return parts.size() > 1
            && parts.stream().allMatch(part -> part.filter(Files::exists).isPresent())
        ? Optional.of(Traces.open(parts.stream().map(Optional::get).toList()))
        : Optional.empty();
  }

  private Optional<Trace> bundled(String argument) {
    return bundledFile(argument).map(Traces::open);
  }

  private Optional<Path> bundledFile(String argument) {
    return path(argument)
        .filter(name -> name.getNameCount() == 1)
        .map(name -> BundledTraces.of(console).file(name.toString()))
        .filter(Files::exists);
  }

  private static Optional<Trace> synthetic(String argument) {
    return isWorkload(argument)
        ? Optional.of(WrongArgument.unless(() -> WorkloadCatalogue.find(argument).generate()))
        : Optional.empty();
  }

  private static boolean isWorkload(String argument) {
    String name = Specification.of(argument).name();
    return WorkloadCatalogue.entries().stream().anyMatch(entry -> entry.name().equals(name));
  }

  private static Optional<Path> path(String argument) {
    try {
      return argument.isEmpty() ? Optional.empty() : Optional.of(Path.of(argument));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Trace remark(Trace trace) {
    for (Dropped kind : Dropped.values()) {
      if (kind.isLoss() && trace.dropped(kind) > 0) {
        console.say(trace.name() + ": " + remark(trace, kind));
      }
    }
    return trace;
  }

  private static String remark(Trace trace, Dropped kind) {
    String remark = kind.remark(trace.dropped(kind));
    boolean placed = kind == Dropped.TORN_LINE && !trace.firstTorn().isEmpty();
    return placed ? remark + ", the first at " + trace.firstTorn() : remark;
  }
}
