/// What the text asks for: numbers of results, constants of the code, years of references.
package org.heaplab.paper.values;
