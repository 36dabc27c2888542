/// What the readers of logs share: lines and their numbers, calls and the blocks that they are
/// about, the order of threads, lines that are torn.
package org.heaplab.workloads.logs.text;
