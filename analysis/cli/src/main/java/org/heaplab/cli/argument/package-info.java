/// What stands on a command line for allocators, traces and sizes.
package org.heaplab.cli.argument;
