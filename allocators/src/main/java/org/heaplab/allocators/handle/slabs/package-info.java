/// Small blocks: pages that are cut into equal slots, and the lists from which they are allocated.
///
/// [org.heaplab.allocators.handle.audit.Invariant] lists what holds of them between two calls.
package org.heaplab.allocators.handle.slabs;
