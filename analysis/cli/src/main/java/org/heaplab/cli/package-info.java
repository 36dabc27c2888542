/// The `heaplab` command: wiring and printing, nothing else.
///
/// ```text
///    arguments ─▶ Heaplab ─▶ one …Command ─▶ the rooms ─▶ Listing ─▶ stdout
///                   │             └ progress, remarks ──────────────▶ stderr
///                   └ Errors: one line, exit status 1 or 2 ─────────▶ stderr
/// ```
///
/// A command is one file; [org.heaplab.cli.Heaplab] lists them. What a command prints as rows is a
/// [org.heaplab.cli.output.Listing] of [org.heaplab.cli.output.Field]s, whose names are a promise.
package org.heaplab.cli;
