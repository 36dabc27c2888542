/// Drawings in one style, as SVG, PDF and PNG: axes, marks, legends, labels and colours.
package org.heaplab.report.drawing;
