package org.heaplab.workloads.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// The small C programs that the tests record. Each is compiled when it is first needed.
final class Programs {
  private static final String[] STRICT = {"-Wall", "-Wextra", "-Werror"};

  private Programs() {}

  static void assumeCompiler() {
    try {
      Process compiler = new ProcessBuilder("cc", "--version").redirectErrorStream(true).start();
      compiler.getInputStream().readAllBytes();
    } catch (IOException e) {
      Assumptions.abort("no C compiler: install the package gcc");
    }
  }

  static String program(String name, String... flags) throws IOException {
    return compile(name, CSource.Product.EXECUTABLE, flags).toString();
  }

  /// A program in C++. Aborts the test if the compiler or the library is missing.
  static String cxxProgram(String name, Path folder, String... flags)
      throws IOException, InterruptedException {
    Path source = folder.resolve(name + ".cc");
    Path program = folder.resolve(name);
    try (InputStream in = Programs.class.getResourceAsStream(name + ".cc")) {
      Files.write(source, in.readAllBytes());
    }
    var command =
        new ArrayList<>(List.of("c++", "-O1", "-fno-builtin", "-std=c++17", source.toString()));
    command.addAll(List.of("-o", program.toString()));
    command.addAll(List.of(flags));
    try {
      Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Assumptions.assumeTrue(compiler.waitFor() == 0, said);
    } catch (IOException e) {
      Assumptions.abort("no C++ compiler: install the package g++");
    }
    return program.toString();
  }

  /// Without optimisations, which could turn its code into calls of the functions that it defines.
  static Path library(String name) throws IOException {
    return compile(name, CSource.Product.SHARED_OBJECT, "-fvisibility=default", "-fno-builtin");
  }

  private static Path compile(String name, CSource.Product product, String... flags)
      throws IOException {
    String[] all = new String[STRICT.length + flags.length];
    System.arraycopy(STRICT, 0, all, 0, STRICT.length);
    System.arraycopy(flags, 0, all, STRICT.length, flags.length);
    return new CSource(Programs.class, name + ".c").compile(product, all);
  }
}
