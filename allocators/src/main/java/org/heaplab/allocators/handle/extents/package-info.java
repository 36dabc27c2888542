/// Larger blocks: extents with headers, their free lists, and the ways to move and resize them.
///
/// [org.heaplab.allocators.handle.audit.Invariant] lists what holds of them between two calls.
package org.heaplab.allocators.handle.extents;
