/// Logs of other tools: readers of their files, and writers of text that they can replay.
///
/// ```text
///   LogReader ──▶ Lines ──▶ LineReader of a LogFormat ──▶ (TimeOrder) ──▶ AddressSpace ──▶ TraceBuilder
///     cut ends     │           one line, one call           by times         what a log can have
///                  └──▶ TornLines                                           and a replay cannot do
/// ```
///
/// Each format has one reader, a [LogFormat]. It recognises its files by their first lines. It
/// turns each line into [Calls], either the whole line or nothing. The rules for all formats are in
/// one class each: cut ends and torn lines in [LogReader]; unknown, lost and late frees in
/// [AddressSpace]; files of other tools in [OtherTools]. A new format is one file here, one line in
/// [LogFormat#all], and one line in the grammar that the fuzz test compares with.
package org.heaplab.workloads.logs;

import org.heaplab.workloads.logs.text.AddressSpace;
import org.heaplab.workloads.logs.text.Calls;
import org.heaplab.workloads.logs.text.LogFormat;
