package org.heaplab.workloads;

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
}
