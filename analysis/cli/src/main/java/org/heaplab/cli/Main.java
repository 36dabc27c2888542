package org.heaplab.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import org.heaplab.cli.output.Console;

/// Where the `heaplab` command starts.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Console console = console();
    int status = Heaplab.commandLine(console).execute(arguments);
    console.out().flush();
    console.err().flush();
    System.exit(status);
  }

  /// The process's own, as the script `heaplab` has set it up.
  static Console console() {
    return new Console(
        writer(System.out, "stdout.encoding"),
        writer(System.err, "stderr.encoding"),
        Path.of(System.getProperty("heaplab.home", "")).toAbsolutePath(),
        Boolean.getBoolean("heaplab.terminal"));
  }

  private static PrintWriter writer(PrintStream stream, String encoding) {
    return new PrintWriter(stream, true, Charset.forName(System.getProperty(encoding)));
  }
}
