/// Recording the loads and stores of real programs. [AccessRecorder] runs a program under Valgrind
/// and makes a trace of its heap operations and of all accesses to its blocks, while it runs.
///
/// The part that everything rests on is [OpsMapper]: it turns addresses into blocks and offsets.
package org.heaplab.workloads.access;
