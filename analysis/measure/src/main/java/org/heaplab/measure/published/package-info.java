/// Numbers that others have published, for experiments of ours to stand beside.
package org.heaplab.measure.published;
