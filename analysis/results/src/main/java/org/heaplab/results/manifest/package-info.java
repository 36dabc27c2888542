/// How a run was made, and what its experiments say about themselves.
package org.heaplab.results.manifest;
