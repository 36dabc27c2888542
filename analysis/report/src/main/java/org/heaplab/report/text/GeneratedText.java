package org.heaplab.report.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.heaplab.report.results.Run;

/// A page that people write, but for its numbers. Those stand between two marks, each on a line of
/// its own, and are replaced by what a run has measured:
///
/// ```text
///    <!-- begin bars -->
///    | figure | bar | aim | measured | outcome |
///    …
///    <!-- end bars -->
/// ```
///
/// @param text with the blocks that the run has results for made anew, the others as they were
/// @param renewed names of the blocks that were made anew
/// @param kept names of the others
public record GeneratedText(String text, List<String> renewed, List<String> kept) {
  private static final String MARK = "^<!-- (begin|end) ([a-z-]+) -->\n";
  private static final Pattern MARKS = Pattern.compile(MARK, Pattern.MULTILINE);

  /// @throws IllegalArgumentException when a mark has no partner, or names no block
  public static GeneratedText of(String text, Run run) {
    var renewed = new ArrayList<String>();
    var kept = new ArrayList<String>();
    var written = new StringBuilder();
    int done = 0;
    List<MatchResult> marks = MARKS.matcher(text).results().toList();
    for (int i = 0; i < marks.size(); i += 2) {
      MatchResult begin = marks.get(i);
      String name = begin.group(2);
      if (i + 1 == marks.size() || !isPair(begin, marks.get(i + 1))) {
        throw new IllegalArgumentException(
            "a mark that begins a block must be followed by the one that ends it: line %d, %s"
                .formatted(lineOf(text, begin), begin.group().strip()));
      }
      Optional<String> markdown = Block.of(name).markdown(run);
      (markdown.isPresent() ? renewed : kept).add(name);
      int end = marks.get(i + 1).start();
      written.append(text, done, begin.end());
      written.append(markdown.orElse(text.substring(begin.end(), end)));
      done = end;
    }
    written.append(text, done, text.length());
    return new GeneratedText(written.toString(), renewed, kept);
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
