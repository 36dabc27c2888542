/// What other tools record and replay: readers of their files, and text for them.
///
/// ```text
///   LogReader ──▶ Lines ──▶ LineReader of a LogFormat ──▶ (TimeOrder) ──▶ AddressSpace ──▶ TraceBuilder
///     cut ends     │           one line, one call           by times         what a log can have
///                  └──▶ TornLines                                           and a replay cannot do
/// ```
///
/// A reader is one [LogFormat]: it knows its files by their first lines and turns each line, as a
/// whole or not at all, into [Calls]. What holds for all formats is said in one place: cut ends and
/// torn lines in [LogReader], unknown, lost and late frees in [AddressSpace], other tools' files in
/// [OtherTools]. A new format is a file here and a line in [LogFormat#all], and another in the
/// grammar that mutated logs are checked against.
package org.heaplab.workloads.logs;

import org.heaplab.workloads.logs.text.AddressSpace;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LogFormat;
