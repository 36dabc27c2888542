/// The text of the paper as it is written.
package org.heaplab.paper.source;
