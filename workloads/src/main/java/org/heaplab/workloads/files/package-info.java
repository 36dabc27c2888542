/// Any file that holds a trace, opened by what it contains, not by what it is called.
package org.heaplab.workloads.files;
