/// What made workloads show: how much they resemble traces and other sessions of real programs, and
/// what adversaries make allocators hold.
package org.heaplab.report.workload;
