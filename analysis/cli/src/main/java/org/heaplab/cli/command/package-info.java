/// The commands, one class each, with what only they need.
package org.heaplab.cli.command;
