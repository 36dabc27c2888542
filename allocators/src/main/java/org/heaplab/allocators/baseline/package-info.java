/// Allocators that are not for use: the extremes between which all others lie. A heap that never
/// frees has the least work and the most memory. One that gives pages to every request has no
/// external fragmentation and the most padding. The one that does nothing shows what the
/// measurement itself costs.
package org.heaplab.allocators.baseline;
