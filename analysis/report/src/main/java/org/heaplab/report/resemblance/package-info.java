/// How much workloads resemble the traces that they are fitted to.
package org.heaplab.report.resemblance;
