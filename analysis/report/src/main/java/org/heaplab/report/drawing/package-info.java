/// Drawings in one style, as SVG, PDF and PNG: axes, marks, legends and labels.
package org.heaplab.report.drawing;
