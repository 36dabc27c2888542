/// The handle table: the bits of a handle and of its entry, the table of entries, and the locks
/// that an entry has no bits to count.
///
/// [org.heaplab.allocators.handle.audit.Invariant] lists what holds of them between two calls.
package org.heaplab.allocators.handle.table;
