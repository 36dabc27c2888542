package org.heaplab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;

/// A file that starts a JVM with further variables in its environment: JMH starts JVMs by the path
/// of a program and by nothing else. It is gone when this is closed.
record JavaStarter(Path path) implements AutoCloseable {
  /// @param program the JVM; empty for the one that runs this
  static JavaStarter of(String program, Map<String, String> environment) throws IOException {
    String java =
        program.isEmpty()
            ? Path.of(System.getProperty("java.home"), "bin", "java").toString()
            : program;
    Path path =
        Files.createTempFile(
            "heaplab-java",
            ".sh",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(path, script(java, environment));
    return new JavaStarter(path);
  }

  static String script(String java, Map<String, String> environment) {
    var script = new StringBuilder("#!/bin/sh\n");
    new TreeMap<>(environment)
        .forEach(
            (name, value) ->
                script
                    .append("export ")
                    .append(name)
                    .append('=')
                    .append(quoted(value))
                    .append('\n'));
    return script.append("exec ").append(quoted(java)).append(" \"$@\"\n").toString();
  }

  /// As one word of a shell.
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
