/// Servers, virtual machines and editors: programs whose blocks live for a request, a session, a
/// collection or a document.
package org.heaplab.workloads.synthetic.server;
