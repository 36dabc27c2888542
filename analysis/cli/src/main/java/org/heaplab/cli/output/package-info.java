/// What commands print: rows as a table, CSV or JSON on stdout; talk and progress on stderr.
package org.heaplab.cli.output;
