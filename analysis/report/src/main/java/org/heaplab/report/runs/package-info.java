/// Tables about whole runs: what was measured with what, what is claimed of it, how far two agree.
package org.heaplab.report.runs;
