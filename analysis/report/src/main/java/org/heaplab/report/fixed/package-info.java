/// Heaps of fixed size: the largest block that they can still give, and how they rank by it.
package org.heaplab.report.fixed;
