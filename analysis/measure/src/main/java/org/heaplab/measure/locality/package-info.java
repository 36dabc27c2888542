/// What the places of blocks do to the caches of a machine, by a model of them and the recorded
/// accesses of programs.
package org.heaplab.measure.locality;
