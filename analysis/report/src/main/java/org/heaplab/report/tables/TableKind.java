package org.heaplab.report.tables;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.heaplab.report.figure.FigureCatalogue;
import org.heaplab.results.ExperimentResults;

/// The kinds of tables that are made of an experiment. A new one is an entry here.
public enum TableKind {
  /// What the subject has to reach, and what it reached.
  BARS(BarsTable::of),

  /// The subject against the best of its rivals, trace by trace.
  RIVALS(RivalsTable::of),

  /// What each option of the subject is worth.
  VARIANTS(VariantsTable::of),

  /// The mean of each metric that the experiment is about, for every allocator.
  MEANS(MeansTable::of);

  @SuppressWarnings("ImmutableEnumChecker") // A function without state, which its type cannot say.
  private final BiFunction<ExperimentResults, FigureCatalogue, Optional<TextTable>> table;

  TableKind(BiFunction<ExperimentResults, FigureCatalogue, Optional<TextTable>> table) {
    this.table = table;
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
  public Optional<TextTable> of(ExperimentResults results, FigureCatalogue catalogue) {
    return table.apply(results, catalogue);
  }
}
