package org.heaplab.workloads;

import java.util.List;
import java.util.stream.Collectors;

/// Where a trace comes from: free text under fixed keys, empty where unknown.
///
/// @param program the recorded program, e.g. `netsurf-fb`
/// @param version the program's version
/// @param command the command that ran it
/// @param date the date of the recording, ISO 8601
/// @param machine the machine: system, processor
/// @param recorder the recording tool, or the format that the trace was imported from
public record Provenance(
    String program, String version, String command, String date, String machine, String recorder) {
  public static final Provenance UNKNOWN = new Provenance("", "", "", "", "", "");

  /// A command as one types it in a shell, its words quoted where they have to be.
  public static String commandLine(List<String> words) {
    return words.stream().map(Provenance::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
