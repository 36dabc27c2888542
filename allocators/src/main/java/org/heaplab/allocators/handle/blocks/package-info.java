/// Blocks of any size: slots and extents behind one set of methods, and the magazines of freed
/// blocks.
///
/// [org.heaplab.allocators.handle.audit.Invariant] lists what holds of them between two calls.
package org.heaplab.allocators.handle.blocks;
