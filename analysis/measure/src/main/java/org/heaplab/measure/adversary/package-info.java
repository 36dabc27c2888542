/// Adversaries that see where an allocator puts its blocks.
package org.heaplab.measure.adversary;
