/// Mechanism: indexes of free blocks that live in the free blocks themselves, so that they need no
/// memory of their own. Policies (which block to take) are built on them elsewhere.
package org.heaplab.allocators.mechanism;
