/// Opens any file with a trace. The contents decide, not the name.
package org.heaplab.workloads.files;
