/// The allocators that programs use, as libraries ship them. A list says what they are and where
/// this machine has them: [org.heaplab.allocators.foreign.NativeAllocators]. Inside a Java process
/// they serve micro-benchmarks and contract tests. How much memory they take can be measured only
/// in a process that holds nothing else.
package org.heaplab.allocators.foreign;
