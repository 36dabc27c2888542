/// What a synthetic workload says of itself, and what those of every family need.
package org.heaplab.workloads.synthetic.workload;
