/// What all structures of the handle heap build on: the areas of its addresses, sets of pages, and
/// when free pages go back to the system.
///
/// [org.heaplab.allocators.handle.audit.Invariant] lists what holds of them between two calls.
package org.heaplab.allocators.handle.pages;
