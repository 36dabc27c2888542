/// The formats of other tools: logs that are read, texts that are written. One class each.
package org.heaplab.workloads.logs.format;
