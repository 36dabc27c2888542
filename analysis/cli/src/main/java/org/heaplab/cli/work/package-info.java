/// Work that several commands share.
package org.heaplab.cli.work;
