/// The tables that a run leaves: their columns, and rows of them.
package org.heaplab.results.table;
