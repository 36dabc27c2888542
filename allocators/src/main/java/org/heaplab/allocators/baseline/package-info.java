/// Allocators that nobody would use and every chart needs: the extremes that bracket the others. A
/// heap that never frees has the least work and the most memory; pages for every request have no
/// external fragmentation and the most padding; the one that does nothing shows what the measuring
/// itself costs.
package org.heaplab.allocators.baseline;
