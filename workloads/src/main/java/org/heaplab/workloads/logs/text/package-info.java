/// What all readers of logs use: lines and line numbers, calls and their blocks, the order of
/// threads, torn lines.
package org.heaplab.workloads.logs.text;
