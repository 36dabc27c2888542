/// How long single operations take, and what compaction leaves of a client's time.
package org.heaplab.report.latency;
