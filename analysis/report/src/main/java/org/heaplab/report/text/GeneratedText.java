package org.heaplab.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.heaplab.report.plot.FigureCatalogue;
import org.heaplab.report.table.TextTable;
import org.heaplab.report.tables.AgreementTable;
import org.heaplab.report.tables.TableKind;
import org.heaplab.results.Run;
import org.heaplab.results.manifest.Manifest;
import org.heaplab.results.metric.Unit;

/// A text whose numbers come from runs. They are between two marks, each on its own line, that name
/// an experiment and a kind of table. A run of the experiment replaces what is between. The kind
/// [#AGAIN] is made of two runs of it, and says how far they agree:
///
/// ```text
///    <!-- begin speed/bars -->
///    What the numbers are.
///
///    | figure | bar | aim | measured | outcome |
///    …
///    <!-- end speed/bars -->
/// ```
///
/// @param text with the blocks that the run has results for made anew, the others as they were
/// @param renewed names of the blocks that were made anew
/// @param kept names of the others
public record GeneratedText(String text, List<String> renewed, List<String> kept) {
  /// The kind of table that compares a run with another one of the same experiment.
  public static final String AGAIN = "again";

  private static final String MARK = "^<!-- (begin|end) (([a-z0-9-]+)/([a-z-]+)) -->\n";
  private static final Pattern MARKS = Pattern.compile(MARK, Pattern.MULTILINE);
  private static final int DATE_LENGTH = "2026-01-01".length();

  /// What a block holds.
  private interface Content {
    /// @param kind of table
    /// @return nothing where the runs have no results for it
    Optional<String> of(String experiment, String kind);
  }

  /// @throws IllegalArgumentException when a mark has no partner, or names no kind of table
  public static GeneratedText of(String text, Run run) {
    return of(
        text,
        (experiment, kind) ->
            kind.equals(AGAIN) ? Optional.empty() : markdown(experiment, TableKind.of(kind), run));
  }

  /// Makes the blocks of the kind [#AGAIN] anew.
  ///
  /// @param again another run of the same experiments
  /// @param reference an allocator whose times are those of the machine on that day, by name
  /// @throws IllegalArgumentException when a mark has no partner
  public static GeneratedText of(String text, Run run, Run again, String reference) {
    return of(
        text,
        (experiment, kind) ->
            kind.equals(AGAIN)
                ? AgreementTable.of(experiment, run, again, reference)
                    .map(table -> markdown(List.of(table), run, again))
                : Optional.empty());
  }

  private static GeneratedText of(String text, Content content) {
    var renewed = new ArrayList<String>();
    var kept = new ArrayList<String>();
    var written = new StringBuilder();
    int done = 0;
    List<MatchResult> marks = MARKS.matcher(text).results().toList();
    for (int i = 0; i < marks.size(); i += 2) {
      MatchResult begin = marks.get(i);
      if (i + 1 == marks.size() || !isPair(begin, marks.get(i + 1))) {
        throw new IllegalArgumentException(
            "a mark that begins a block must be followed by the one that ends it: line %d, %s"
                .formatted(lineOf(text, begin), begin.group().strip()));
      }
      Optional<String> markdown = content.of(begin.group(3), begin.group(4));
      (markdown.isPresent() ? renewed : kept).add(begin.group(2));
      int end = marks.get(i + 1).start();
      written.append(text, done, begin.end());
      written.append(markdown.orElse(text.substring(begin.end(), end)));
      done = end;
    }
    written.append(text, done, text.length());
    return new GeneratedText(written.toString(), renewed, kept);
  }

  private static Optional<String> markdown(String experiment, TableKind kind, Run run) {
    return run.experiments().stream()
        .filter(one -> one.name().equals(experiment))
        .map(one -> kind.of(run, one, FigureCatalogue.USUAL))
        .filter(tables -> !tables.isEmpty())
        .findFirst()
        .map(tables -> markdown(tables, run));
  }

  private static String markdown(List<TextTable> tables, Run... runs) {
    String measured =
        Stream.of(runs)
            .map(run -> provenance(run.manifest(), runs.length > 1))
            .collect(Collectors.joining("; "));
    return "%s\nMeasured on %s.\n"
        .formatted(
            tables.stream().map(MarkdownTable::of).collect(Collectors.joining("\n")), measured);
  }

  /// @param exact whether the time of the day matters
  private static String provenance(Manifest manifest, boolean exact) {
    String start = manifest.start() == null ? Unit.MISSING : manifest.start();
    String day = start.substring(0, Math.min(DATE_LENGTH, start.length()));
    return "%s, %s with %d cores"
        .formatted(exact ? start : day, manifest.host().cpu(), manifest.host().cores());
  }

  private static boolean isPair(MatchResult begin, MatchResult end) {
    return begin.group(1).equals("begin")
        && end.group(1).equals("end")
        && begin.group(2).equals(end.group(2));
  }

  private static long lineOf(String text, MatchResult mark) {
    return text.substring(0, mark.start()).lines().count() + 1;
  }
}
