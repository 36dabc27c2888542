/// The thesis's handle allocator.
package org.heaplab.allocators.jeff;
