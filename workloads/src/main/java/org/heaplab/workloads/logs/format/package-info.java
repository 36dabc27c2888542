/// The formats of other tools: logs that are read, and texts that are written. One class for each.
package org.heaplab.workloads.logs.format;
