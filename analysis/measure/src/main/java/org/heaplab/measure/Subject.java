package org.heaplab.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An allocator under measurement, and how to start the process in which it replays.
sealed interface Subject {
  String JAVA = "java";
  String NATIVE = "native";

  /// The specification it was asked for by.
  String name();

  String family();

  /// [#JAVA] for one of ours, [#NATIVE] for one that is written in C or C++.
  String kind();

  /// The command that starts a child for the trace.
  ProcessBuilder command(ReplayFile trace, ReplayOptions options) throws IOException;

  /// One of ours, in a JVM of its own.
  ///
  /// @param main the class whose main method is the child
  record Ours(String name, String family, Class<?> main) implements Subject {
    @Override
    public String kind() {
      return JAVA;
    }

    @Override
    public ProcessBuilder command(ReplayFile trace, ReplayOptions options) {
      return new ProcessBuilder(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:-UsePerfData",
              "-Xshare:auto",
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              System.getProperty("java.class.path"),
              main.getName(),
              trace.path().toString(),
              name,
              options.locks().toString(),
              Long.toString(options.heapBytes())));
    }
  }

  /// A real one, in a small C process.
  ///
  /// @param symbols what the library calls malloc, free, realloc, posix_memalign and usable_size
  /// @param library the file to load; empty for the C library itself
  /// @param preloaded whether it takes the place of the C library's malloc in the whole process, as
  ///   it does for its users, instead of being loaded beside it
  /// @param environment what the process needs to be able to load it
  record Native(
      String name,
      String family,
      Path program,
      Map<String, String> symbols,
      String library,
      boolean preloaded,
      Map<String, String> environment)
      implements Subject {
    @Override
    public String kind() {
      return NATIVE;
    }

    @Override
    public ProcessBuilder command(ReplayFile trace, ReplayOptions options) {
      var words = new ArrayList<String>();
      words.add(program.toString());
      words.add("file=" + trace.path());
      words.add("library=" + (preloaded ? "" : library));
      symbols.forEach((call, symbol) -> words.add(call + "=" + symbol));
      words.add("locks=" + options.locks());
      var builder = new ProcessBuilder(words);
      Environment.clean(builder.environment());
      builder.environment().putAll(environment);
      if (preloaded) builder.environment().put("LD_PRELOAD", library);
      return builder;
    }
  }
}
