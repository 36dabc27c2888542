package org.heaplab.workloads;

/// Where a trace comes from: free text under fixed keys, empty where unknown.
///
/// @param program what was recorded, e.g. `netsurf-fb`
/// @param version its version
/// @param command how it was run
/// @param date when, ISO 8601
/// @param machine on what: system, processor
/// @param recorder by what: the recording tool or the format it was imported from
public record Provenance(
    String program, String version, String command, String date, String machine, String recorder) {
  public static final Provenance UNKNOWN = new Provenance("", "", "", "", "", "");
}
