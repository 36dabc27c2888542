package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What can be found out about this machine and its programs. What cannot is empty.
public final class Machine {
  private static final String MERGED = "/usr";

  private Machine() {}

  /// System, processor and C library, e.g. `Linux 6.1.0 amd64, 2 × AMD EPYC, glibc 2.36`.
  public static String describe() {
    String system =
        Stream.of("os.name", "os.version", "os.arch")
            .map(System::getProperty)
            .reduce((left, right) -> left + " " + right)
            .orElseThrow();
    String processors = Runtime.getRuntime().availableProcessors() + " × " + processor();
    return String.join(", ", system, processors, ask("getconf", "GNU_LIBC_VERSION").orElse(""));
  }

  /// The version of the package that an executable belongs to.
  public static String versionOf(String executable) {
    return Stream.of(executable, withoutMerge(executable))
        .distinct()
        .flatMap(file -> ask("dpkg-query", "-S", file).stream())
        .map(owner -> owner.substring(0, Math.max(0, owner.lastIndexOf(": "))))
        .flatMap(name -> ask("dpkg-query", "-W", "-f=${Version}", name).stream())
        .findFirst()
        .or(() -> ask("rpm", "-qf", "--qf", "%{VERSION}-%{RELEASE}", executable))
        .orElse("");
  }

  /// Where /bin is a link to /usr/bin, dpkg knows many files by their old names only.
  private static String withoutMerge(String executable) {
    return executable.startsWith(MERGED + "/") ? executable.substring(MERGED.length()) : executable;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("processor");
    } catch (IOException e) {
      return "processor";
    }
  }

  private static Optional<String> ask(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().close();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && !answer.isBlank()
          ? answer.lines().findFirst()
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
