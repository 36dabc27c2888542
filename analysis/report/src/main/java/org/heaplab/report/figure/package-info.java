/// Drawings of results, in one style, as SVG, PDF and PNG.
package org.heaplab.report.figure;
