/// Estimates with their intervals. Nothing here is random.
package org.heaplab.report.statistics;
