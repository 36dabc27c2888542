package org.heaplab.results.manifest;

/// A made workload that should be like a session of a real program.
///
/// @param workload by name
/// @param session that it should be like, by name: a recorded trace, or a [LoggedSession]
public record Counterpart(String workload, String session) {}
