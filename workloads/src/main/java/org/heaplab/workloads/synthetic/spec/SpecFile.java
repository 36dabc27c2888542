package org.heaplab.workloads.synthetic.spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heaplab.workloads.TraceException;
import org.heaplab.workloads.synthetic.spec.SpecSection.Line;

/// The sections of a specification, whatever they say.
///
/// ```text
///   heaplab workload 1        the first line
///   repeat = 3                key = value, before all headings
///   [blocks strings]          a heading: kind and name
///   size = 16..64             # the rest of a line after # is for people
/// ```
public record SpecFile(String file, List<SpecSection> sections) {
  /// The first line of every specification; the number is that of the format.
  public static final String FIRST_LINE = "heaplab workload 1";

  public SpecFile {
    sections = List.copyOf(sections);
  }

  /// Whether a file begins as specifications do.
  public static boolean recognises(Path file) {
    if (!Files.isRegularFile(file)) return false;
    byte[] expected = FIRST_LINE.getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(expected.length), expected);
    } catch (IOException e) {
      return false;
    }
  }

  /// @throws TraceException when a line breaks the format: with file, line, rule and value
  /// @throws IOException when the file cannot be read
  public static SpecFile read(Path file) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return read(file.toString(), in.lines().toList());
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof CharacterCodingException)) throw e.getCause();
      throw new TraceException(file + ": a specification must be a text in UTF-8", e);
    }
  }

  /// @param file its name, for messages
  public static SpecFile read(String file, List<String> lines) {
    var reading = new Reading(file);
    for (int i = 0; i < lines.size(); i++) {
      reading.add(lines.get(i), new SpecPlace(file, i + 1));
    }
    return new SpecFile(file, reading.finish());
  }

  /// The sections of a kind.
  public List<SpecSection> of(String kind) {
    return sections.stream().filter(section -> section.kind().equals(kind)).toList();
  }

  /// Whether there is any section of a kind.
  public boolean has(String kind) {
    return !of(kind).isEmpty();
  }

  /// Refuses sections of other kinds.
  ///
  /// @throws TraceException when there is one
  public void allow(String... kinds) {
    for (SpecSection section : sections) {
      if (section.kind().isEmpty() || List.of(kinds).contains(section.kind())) continue;
      throw section.place().wrong("a heading must be one of " + List.of(kinds), section.kind());
    }
  }

  private static final class Reading {
    private final List<SpecSection> sections = new ArrayList<>();
    private final Set<String> headings = new HashSet<>();
    private final Set<String> keys = new HashSet<>();
    private List<Line> lines = new ArrayList<>();
    private String kind = "";
    private String name = "";
    private SpecPlace place;
    private boolean begun;

    Reading(String file) {
      place = new SpecPlace(file, 1);
    }

    void add(String line, SpecPlace where) {
      int comment = line.indexOf('#');
      String text = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!begun) {
        if (!text.equals(FIRST_LINE)) {
          throw where.wrong("a specification must begin with '" + FIRST_LINE + "'", line);
        }
        begun = true;
      } else if (text.startsWith("[")) {
        heading(text, where);
      } else if (!text.isEmpty()) {
        setting(text, where);
      }
    }

    private void heading(String text, SpecPlace where) {
      String inner = text.endsWith("]") ? text.substring(1, text.length() - 1).strip() : "";
      if (inner.isEmpty()) throw where.wrong("a heading must be [KIND] or [KIND NAME]", text);
      end();
      String[] words = inner.split("\\s+", 2);
      kind = words[0];
      name = words.length < 2 ? "" : words[1];
      place = where;
      if (!headings.add(kind + " " + name)) throw where.wrong("a heading must be there once", text);
    }

    private void setting(String text, SpecPlace where) {
      int equals = text.indexOf('=');
      String key = equals < 0 ? "" : text.substring(0, equals).strip();
      if (key.isEmpty()) throw where.wrong("a line must be [HEADING] or key = value", text);
      if (!keys.add(key)) throw where.wrong("a key must be there once in its section", key);
      lines.add(new Line(key, text.substring(equals + 1).strip(), where));
    }

    private void end() {
      if (!kind.isEmpty() || !lines.isEmpty()) {
        sections.add(new SpecSection(kind, name, place, lines));
      }
      lines = new ArrayList<>();
      keys.clear();
    }

    List<SpecSection> finish() {
      if (!begun) throw place.wrong("a specification must begin with '" + FIRST_LINE + "'", "");
      end();
      return sections;
    }
  }
}
