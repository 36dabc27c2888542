/// Checks whether a heap is right by what every heap shows: its calls, its walk and its memory.
/// Nothing here shares code with what it checks. [org.heaplab.allocators.verify.Verifier] checks a
/// heap at one moment; [org.heaplab.allocators.verify.CheckedHandleAllocator] stands between a
/// client and a heap and checks every call.
package org.heaplab.allocators.verify;
