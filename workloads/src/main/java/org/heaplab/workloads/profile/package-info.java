/// In what a trace is like another: distributions of sizes and lifetimes, and the curve of live
/// bytes.
package org.heaplab.workloads.profile;
