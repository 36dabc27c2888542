/// What results say of one program's memory, in sentences.
package org.heaplab.report.diagnosis;
