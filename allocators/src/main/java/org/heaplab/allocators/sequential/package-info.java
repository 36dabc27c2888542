/// Sequential fits: one index of all free blocks, whatever their size, and blocks with boundary
/// tags that coalesce when they are freed. What differs between the members of the family is only
/// which free block serves a request, and that is an
/// [org.heaplab.allocators.mechanism.PlacementPolicy].
package org.heaplab.allocators.sequential;
