package org.heaplab.workloads.format;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.heaplab.workloads.Dropped;
import org.heaplab.workloads.Provenance;
import org.heaplab.workloads.Trace;
import org.heaplab.workloads.TraceException;

/// The payload of the header frame.
///
/// @param operations in all blocks
record Header(
    long operations, Provenance provenance, Map<Dropped, Long> dropped, List<String> phases) {
  /// Those that version 1 of the format has.
  private static final List<Dropped> KINDS =
      List.of(
          Dropped.NULL_FREE,
          Dropped.UNKNOWN_FREE,
          Dropped.UNKNOWN_REALLOC,
          Dropped.FAILED,
          Dropped.LOST_FREE);

  static Header of(Trace trace) {
    var dropped = new EnumMap<Dropped, Long>(Dropped.class);
    for (Dropped kind : Dropped.values()) dropped.put(kind, trace.dropped(kind));
    return new Header(trace.count(), trace.provenance(), dropped, trace.phases());
  }

  Bytes encode() {
    var payload = new Bytes();
    payload.putVarint(Layout.VERSION);
    payload.putVarint(operations);
    payload.putString(provenance.program());
    payload.putString(provenance.version());
    payload.putString(provenance.command());
    payload.putString(provenance.date());
    payload.putString(provenance.machine());
    payload.putString(provenance.recorder());
    for (Dropped kind : KINDS) payload.putVarint(dropped.getOrDefault(kind, 0L));
    payload.putVarint(phases.size());
    phases.forEach(payload::putString);
    return payload;
  }

  /// @param most operations that this machine can hold
  static Header decode(Bytes payload, long most) {
    long version = payload.takeVarint();
    if (version != Layout.VERSION) {
      throw new TraceException("the format's version must be " + Layout.VERSION + ": " + version);
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
    var dropped = new EnumMap<Dropped, Long>(Dropped.class);
    for (Dropped kind : KINDS) dropped.put(kind, payload.takeVarint());
    var phases = new ArrayList<String>();
    int labels = payload.takeCount("the phases", payload.length());
    for (int i = 0; i < labels; i++) phases.add(payload.takeString());
    payload.requireUsedUp("the header");
    return new Header(operations, provenance, Map.copyOf(dropped), List.copyOf(phases));
  }
}
