/// What other tools record and replay: readers of their files, and text for them.
///
/// A reader is one [LogFormat]: it knows its files by their first lines and turns each line into a
/// call on an [AddressSpace], where the rules live that all of them share. Lines come from [Lines],
/// which knows place and number of each for the errors. A new format is a file here and a line in
/// [LogFormat#all].
package org.heaplab.workloads.logs;
