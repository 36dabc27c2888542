/// The list of all allocators. It knows every family, and no family knows it.
package org.heaplab.allocators.catalogue;
