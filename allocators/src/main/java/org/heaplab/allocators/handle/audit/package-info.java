/// The verifier of the heap's raw structures, and the list of all their invariants.
package org.heaplab.allocators.handle.audit;
