/// Compaction: when it happens, how much of it, and how blocks are moved to empty pages.
package org.heaplab.allocators.handle.compaction;
