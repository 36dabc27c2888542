/// Workloads that hurt: worst cases of the theory, and of allocators that move or share pages.
///
/// [org.heaplab.workloads.synthetic.adversary.RobsonAdversary] looks at addresses. As a workload it
/// meets a model of first fit; a measurement lets it meet real allocators.
package org.heaplab.workloads.synthetic.adversary;
