package org.heaplab.cli.output;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.heaplab.measure.Result;

/// What a command talks to: data goes to `out`, talk to `err`.
///
/// @param home the folder of the project, where the bundled traces and the results are
/// @param terminal whether somebody watches `err`
public record Console(PrintWriter out, PrintWriter err, Path home, boolean terminal) {
  /// One line of talk.
  public void say(String line) {
    err.println("heaplab: " + line);
    err.flush();
  }

  /// The run of an allocator whose figures mean nothing.
  public void sayInvalid(Result result) {
    say(
        "%s on %s is invalid: %s"
            .formatted(result.cell().allocator(), result.cell().trace(), result.reason()));
  }
}
