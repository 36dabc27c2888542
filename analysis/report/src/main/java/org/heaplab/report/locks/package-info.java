/// Figures of what locks keep from moving.
package org.heaplab.report.locks;
