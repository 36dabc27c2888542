/// Reads a run's folder: what was measured, and on whom.
package org.heaplab.report.results;
