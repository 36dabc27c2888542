package org.heaplab.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.heaplab.cli.output.Console;

/// What a command printed and how it ended.
record Heard(int status, String out, String err) {
  /// Runs a command in this process, as if nobody watched.
  static Heard of(String... arguments) {
    return of(Path.of(System.getProperty("heaplab.home")), arguments);
  }

  /// @param home the folder of the project
  static Heard of(Path home, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var console = new Console(new PrintWriter(out), new PrintWriter(err), home, false);
    int status = Heaplab.commandLine(console).execute(arguments);
    console.out().flush();
    console.err().flush();
    return new Heard(status, out.toString(), err.toString());
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  List<String> errLines() {
    return err.lines().toList();
  }

  /// What it printed as JSON.
  List<Object> json() throws IOException {
    return new ObjectMapper().readValue(out, new TypeReference<List<Object>>() {});
  }
}
