package org.heaplab.workloads.format;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceBuilder;
import org.heaplab.workloads.TraceException;

/// The payload of the header frame.
///
/// @param version of the format
/// @param operations in all blocks together
/// @param dropped counts by the names of [Dropped], and by names that only a later version has
/// @param sites how many call sites have names in the frames that follow
record Header(
    int version,
    long operations,
    Provenance provenance,
    Map<String, Long> dropped,
    List<String> phases,
    int sites) {
  /// The counts of version 1, in this order and without names.
  private static final List<Dropped> UNNAMED =
      List.of(
          Dropped.NULL_FREE,
          Dropped.UNKNOWN_FREE,
          Dropped.UNKNOWN_REALLOC,
          Dropped.FAILED,
          Dropped.LOST_FREE);

  static Header of(Trace trace) {
    var dropped = new LinkedHashMap<String, Long>();
    for (Dropped kind : Dropped.values()) {
      if (trace.dropped(kind) > 0) dropped.put(kind.name(), trace.dropped(kind));
    }
    dropped.putAll(trace.droppedOtherwise());
    return new Header(
        Layout.versionOf(trace),
        trace.count() - trace.touchedMarks(),
        trace.provenance(),
        dropped,
        trace.phases(),
        trace.sites());
  }

  Bytes encode() {
    var payload = new Bytes();
    payload.putVarint(version);
    payload.putVarint(operations);
    payload.putString(provenance.program());
    payload.putString(provenance.version());
    payload.putString(provenance.command());
    payload.putString(provenance.date());
    payload.putString(provenance.machine());
    payload.putString(provenance.recorder());
    payload.putVarint(dropped.size());
    dropped.forEach(
        (name, count) -> {
          payload.putString(name);
          payload.putVarint(count);
        });
    payload.putVarint(phases.size());
    phases.forEach(payload::putString);
    if (version >= Layout.VERSION_WITH_SITES) payload.putVarint(sites);
    return payload;
  }

  /// @param most operations that this machine can hold
  static Header decode(Bytes payload, long most) {
    long version = payload.takeVarint();
    if (version < 1 || version > Layout.VERSION_WITH_SITES) {
      throw new TraceException(
          "the format's version must be 1 to "
              + Layout.VERSION_WITH_SITES
              + ", a later one needs a later heaplab: "
              + Long.toUnsignedString(version));
    }
    long operations = payload.takeVarint();
    if (operations < 0 || operations > most) {
      throw new TraceException(
          "a trace must fit half of this machine's memory, "
              + most
              + " operations: "
              + Long.toUnsignedString(operations));
    }
    var provenance =
        new Provenance(
            payload.takeString(),
            payload.takeString(),
            payload.takeString(),
            payload.takeString(),
            payload.takeString(),
            payload.takeString());
    Map<String, Long> dropped = version == 1 ? takeUnnamed(payload) : takeNamed(payload);
    var phases = new ArrayList<String>();
    int labels = payload.takeCount("the phases", payload.length());
    for (int i = 0; i < labels; i++) phases.add(payload.takeString());
    boolean hasSites = version >= Layout.VERSION_WITH_SITES;
    int sites = hasSites ? payload.takeCount("the call sites", TraceBuilder.MOST_SITES) : 0;
    payload.requireUsedUp("the header");
    return new Header((int) version, operations, provenance, dropped, List.copyOf(phases), sites);
  }

  private static Map<String, Long> takeUnnamed(Bytes payload) {
    var dropped = new LinkedHashMap<String, Long>();
    for (Dropped kind : UNNAMED) dropped.put(kind.name(), payload.takeVarint());
    return dropped;
  }

  private static Map<String, Long> takeNamed(Bytes payload) {
    var dropped = new LinkedHashMap<String, Long>();
    int kinds = payload.takeCount("the kinds of dropped operations", payload.length());
    for (int i = 0; i < kinds; i++) {
      String name = payload.takeString();
      if (dropped.put(name, payload.takeVarint()) != null) {
        throw new TraceException("dropped operations of a kind must be counted once: " + name);
      }
    }
    return dropped;
  }

  void tellDropped(TraceBuilder builder) {
    dropped.forEach(
        (name, count) ->
            known(name)
                .ifPresentOrElse(
                    kind -> builder.drop(kind, count), () -> builder.drop(name, count)));
  }

  private static Optional<Dropped> known(String name) {
    return Stream.of(Dropped.values()).filter(kind -> kind.name().equals(name)).findFirst();
  }
}
