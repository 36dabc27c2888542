/// Figures of what a program's loads and stores tell: what is locked, and what caches miss.
package org.heaplab.report.access;
