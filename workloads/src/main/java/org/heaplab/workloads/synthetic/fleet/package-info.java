/// Programs of a data centre, from published profiles.
package org.heaplab.workloads.synthetic.fleet;
