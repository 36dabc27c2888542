/// Allocators that are wrong on purpose, each in one way, so that anyone can see that a measurement
/// notices: a run with one of them has to end as invalid. The catalogue finds them by name and
/// lists them nowhere.
package org.heaplab.allocators.broken;
