package org.heaplab.report.tables;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.heaplab.report.figure.FigurePlan;
import org.heaplab.report.fixed.SessionsTable;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.workload.AdversariesTable;
import org.heaplab.report.workload.CounterpartsTable;
import org.heaplab.report.workload.ResemblanceTable;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;

/// The kinds of tables that are made of an experiment. A new one is an entry here.
public enum TableKind {
  /// What the subject has to reach, and what it reached.
  BARS(BarsTable::of),

  /// The subject against the best of each group of its rivals, trace by trace: a table for each
  /// metric.
  RIVALS(RivalsTable::of),

  /// What locking a block for each burst of accesses costs a client.
  BURSTS(BurstsTable::of),

  /// Ranks in heaps of fixed size.
  FIXED_HEAPS(FixedHeapsTable::of),

  /// Pages that sessions load in heaps of fixed size.
  SESSIONS((results, catalogue) -> SessionsTable.of(results)),

  /// How much fitted workloads resemble their traces.
  RESEMBLANCE((results, catalogue) -> ResemblanceTable.of(results)),

  /// Made workloads beside the sessions of real programs that they should be like.
  COUNTERPARTS((results, catalogue) -> CounterpartsTable.of(results)),

  /// What adversaries make allocators hold.
  ADVERSARIES((results, catalogue) -> AdversariesTable.of(results)),

  /// How long single operations take, and what compaction leaves to the client.
  OPERATIONS(OperationsTable::of),

  /// Numbers that others have published, with those of the experiment beside them.
  PUBLISHED(PublishedTable::of),

  /// What footprints are held for.
  CAUSES(CausesTable::of),

  /// Which places in a program strand memory, and when.
  SITES(SitesTable::of, "stranded"),

  /// How much several recordings of one program differ.
  RECORDINGS(RecordingsTable::of),

  /// What each option of the subject is worth.
  VARIANTS(VariantsTable::of),

  /// How costs grow with the number of live blocks.
  GROWTH(GrowthTable::of),

  /// What one option costs each allocator that has it.
  OPTION(OptionTable::of),

  /// How near models come to their originals.
  MODELS(ModelsTable::of),

  /// The means of what the experiment is about, a row for each allocator: a table for each group of
  /// workloads.
  MEANS(MeansTable::of);

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, which its type cannot say.
  private final BiFunction<ExperimentResults, FigureCatalogue, List<TextTable>> tables;

  private final String figureKind;

  TableKind(BiFunction<ExperimentResults, FigureCatalogue, List<TextTable>> tables) {
    this(tables, "");
  }

  /// @param figureKind the kind of figures of traces that stand with its tables; empty for none
  TableKind(
      BiFunction<ExperimentResults, FigureCatalogue, List<TextTable>> tables, String figureKind) {
    this.tables = tables;
    this.figureKind = figureKind;
  }

  /// Whether a figure of a trace stands with its tables, and not among the figures of the trace.
  public boolean has(FigurePlan figure) {
    return figure.request().kind().equals(figureKind);
  }

  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException when there is no kind of that name
  public static TableKind of(String title) {
    return Arrays.stream(values())
        .filter(kind -> kind.title().equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a table must be one of %s: %s"
                        .formatted(Arrays.stream(values()).map(TableKind::title).toList(), title)));
  }

  /// None where the experiment has nothing to put into it.
  public List<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    return tables.apply(results, catalogue);
  }

  /// The same, each with a note of what its numbers are a sample of.
  ///
  /// @param run that the experiment is of
  public List<TextTable> of(Run run, ExperimentResults results, FigureCatalogue catalogue) {
    String note = SampleNote.of(results.traces(), run.manifest().seed());
    return of(results, catalogue).stream().map(table -> table.with(note)).toList();
  }
}
