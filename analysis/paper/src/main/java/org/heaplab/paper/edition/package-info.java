/// The editions of the paper.
package org.heaplab.paper.edition;
