/// Pools: objects of one size lie in arrays, so that the place of a free one is known without a
/// search. A set of pools covers all sizes.
package org.heaplab.allocators.pool;
