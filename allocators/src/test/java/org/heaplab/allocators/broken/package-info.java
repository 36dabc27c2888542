/// Allocators that are wrong on purpose, each in one way, to show that the verifier finds it.
/// Nothing but tests can name them.
package org.heaplab.allocators.broken;
