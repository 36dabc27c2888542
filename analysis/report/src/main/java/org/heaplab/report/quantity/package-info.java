/// Numbers of results, found by what they are, and claims about them.
package org.heaplab.report.quantity;
