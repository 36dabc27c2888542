/// What a figure is: a kind of drawing, what it is asked for, and what it is drawn of.
package org.heaplab.report.figure;
