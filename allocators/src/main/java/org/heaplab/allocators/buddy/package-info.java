/// Buddy systems: a block can be split only in a way that names the one neighbour, its buddy, with
/// which it may coalesce again. Splitting and coalescing are fast and need no headers; the rounding
/// of every request to a size of the system costs much padding.
package org.heaplab.allocators.buddy;
