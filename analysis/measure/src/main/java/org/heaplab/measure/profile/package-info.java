/// What a trace is like, whatever the allocator.
package org.heaplab.measure.profile;
