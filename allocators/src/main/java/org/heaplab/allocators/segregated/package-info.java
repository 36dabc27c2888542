/// Segregated schemes: blocks are kept apart by their size. Either only the free ones, in a list
/// for each range of sizes, and blocks are split and coalesce all the same; or all of them, so that
/// a page never holds blocks of two sizes.
package org.heaplab.allocators.segregated;
