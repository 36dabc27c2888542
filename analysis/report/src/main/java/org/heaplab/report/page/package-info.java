/// The web page about a run: one file that needs nothing beside itself.
package org.heaplab.report.page;
