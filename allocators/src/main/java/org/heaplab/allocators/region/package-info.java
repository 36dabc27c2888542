/// Regions: blocks that die together lie together, and their memory comes back as a whole. To free
/// one block does not make room for another.
package org.heaplab.allocators.region;
