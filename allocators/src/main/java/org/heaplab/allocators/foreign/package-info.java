/// The allocators that programs really use, as they are shipped. What they are and where this
/// machine has them is data: [org.heaplab.allocators.foreign.NativeAllocators]. Inside a Java
/// process they serve micro-benchmarks and the contract tests; what memory they take can only be
/// told in a process that holds nothing else.
package org.heaplab.allocators.foreign;
