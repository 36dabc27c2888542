package org.heaplab.paper.values;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jbibtex.BibTeXDatabase;
import org.jbibtex.BibTeXEntry;
import org.jbibtex.BibTeXParser;
import org.jbibtex.Key;
import org.jbibtex.LaTeXParser;
import org.jbibtex.LaTeXPrinter;
import org.jbibtex.ParseException;
import org.jbibtex.TokenMgrException;
import org.jbibtex.Value;

/// The references of the paper, as `references.bib` has them.
public final class Bibliography {
  private static final List<String> VENUES =
      List.of("journal", "booktitle", "school", "institution", "publisher", "howpublished");

  private final Map<String, BibTeXEntry> entries = new LinkedHashMap<>();

  /// @throws IllegalArgumentException when the file is not BibTeX, or an entry has no title
  public Bibliography(Path file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file)) {
      BibTeXDatabase database = new BibTeXParser().parseFully(reader);
      database.getEntries().forEach((key, entry) -> entries.put(key.getValue(), entry));
    } catch (ParseException | TokenMgrException e) {
      throw new IllegalArgumentException(file.getFileName() + ": " + e.getMessage(), e);
    }
    entries.forEach(
        (key, entry) -> {
          if (entry.getField(BibTeXEntry.KEY_TITLE) == null) {
            throw new IllegalArgumentException("a reference must have a title: " + key);
          }
        });
  }

  public boolean has(String key) {
    return entries.containsKey(key);
  }

  /// @throws IllegalArgumentException when there is no such reference, or it has no year
  public String yearOf(String key) {
    String year = has(key) ? field(key, "year") : "";
    if (!year.isEmpty()) return year;
    throw new IllegalArgumentException("there is no reference with a year: " + key);
  }

  /// The keys of some references in the order in which they are printed: by author, then year.
  public List<String> sorted(Iterable<String> keys) {
    var sorted = new ArrayList<String>();
    keys.forEach(sorted::add);
    sorted.sort(
        Comparator.comparing(this::lastNames)
            .thenComparing(key -> field(key, "year"))
            .thenComparing(key -> field(key, "title")));
    return sorted;
  }

  private String lastNames(String key) {
    var names = new ArrayList<String>();
    for (String author : field(key, "author").split(" and ", -1)) {
      int comma = author.indexOf(',');
      names.add(
          comma > 0 ? author.substring(0, comma) : author.substring(author.lastIndexOf(' ') + 1));
    }
    return String.join(" ", names);
  }

  /// A reference in one line: authors, title, where, year.
  public String written(String key) {
    var parts = new ArrayList<String>();
    String authors = field(key, "author").replace(" and ", ", ");
    if (!authors.isEmpty()) parts.add(authors);
    parts.add(field(key, "title"));
    VENUES.stream()
        .map(name -> field(key, name))
        .filter(venue -> !venue.isEmpty())
        .forEach(parts::add);
    for (String name : List.of("pages", "year")) {
      String value = field(key, name);
      if (!value.isEmpty()) parts.add(value);
    }
    return String.join(". ", parts) + ".";
  }

  /// What LaTeX's commands stand for.
  private static String letters(String tex) {
    try {
      return new LaTeXPrinter().print(new LaTeXParser().parse(tex));
    } catch (ParseException | TokenMgrException e) {
      throw new IllegalArgumentException("a reference has '%s'".formatted(tex), e);
    }
  }

  /// @return its text without braces; empty when the reference has no such field
  private String field(String key, String name) {
    Value value = entries.get(key).getField(new Key(name));
    if (value == null) return "";
    return letters(value.toUserString())
        .replace("~", " ")
        .replace("--", "–")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
