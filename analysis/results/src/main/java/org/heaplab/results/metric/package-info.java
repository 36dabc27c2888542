/// What the numbers mean: cells, the metrics that are made of them, and how values are written.
package org.heaplab.results.metric;
