/// What the suite asks: one declaration for each experiment, and the list of them.
package org.heaplab.measure.question;
