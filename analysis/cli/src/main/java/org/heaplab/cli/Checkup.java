package org.heaplab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.ForeignLibrary.Found;
import org.heaplab.allocators.foreign.ForeignLibrary.Missing;
import org.heaplab.allocators.foreign.NativeAllocators;

/// Looks at what heaplab needs of a machine, and at what decides how far its results can be
/// compared with those of another.
final class Checkup {
  /// @param part of the machine
  /// @param fit whether it is as heaplab wants it
  /// @param found version, path or value; null where nothing was found
  /// @param mend what to do about it and what is lost otherwise; null where there is nothing to do
  record Finding(String part, boolean fit, String found, String mend) {}

  private static final String OVERCOMMIT_NEVER = "2";
  private static final Pattern PACKAGE_NAME = Pattern.compile("[a-z0-9.+-]+");

  /// In the order in which a newcomer needs them.
  List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(
        fact("JDK", System.getProperty("java.vendor.version", "") + " " + Runtime.version()));
    findings.add(maven());
    findings.add(compiler());
    findings.add(valgrind());
    NativeAllocators.ALL.forEach(library -> findings.add(allocator(library)));
    findings.add(fact("processor", processor()));
    findings.add(fact("cores", Integer.toString(Runtime.getRuntime().availableProcessors())));
    findings.add(fact("memory", memory()));
    findings.add(overcommit());
    findings.add(fact("huge pages", hugePages()));
    findings.add(
        fact("system", System.getProperty("os.name") + " " + System.getProperty("os.version")));
    return findings;
  }

  private static Finding fact(String part, String found) {
    return new Finding(part, true, found.strip(), null);
  }

  private static Finding maven() {
    String mend = "apt-get install maven (a changed source cannot be built)";
    return Programs.find("mvn")
        .map(path -> fact("Maven", path.toString()))
        .orElseGet(() -> new Finding("Maven", false, null, mend));
  }

  private static Finding compiler() {
    String mend = "apt-get install gcc libc6-dev (no record, no native allocators)";
    if (Programs.find("cc").isEmpty()) return new Finding("C compiler", false, null, mend);
    String version = Programs.firstLine("cc", "--version").orElse(null);
    boolean headers = Files.exists(Path.of("/usr/include/stdlib.h"));
    return headers
        ? new Finding("C compiler", true, version, null)
        : new Finding("C compiler", false, version + ", no C headers", mend);
  }

  private static Finding valgrind() {
    String mend = "apt-get install valgrind (no record --accesses)";
    return Programs.find("valgrind")
        .flatMap(path -> Programs.firstLine("valgrind", "--version"))
        .map(version -> new Finding("Valgrind", true, version, null))
        .orElseGet(() -> new Finding("Valgrind", false, null, mend));
  }

  private static Finding allocator(ForeignLibrary library) {
    return switch (library.locate()) {
      case Found found when library.bundled().isPresent() ->
          fact(library.name(), "bundled: " + found.file());
      case Found found -> fact(library.name(), version(library) + found.file());
      case Missing missing -> new Finding(library.name(), false, null, mend(library, missing));
    };
  }

  private static String version(ForeignLibrary library) {
    String format = "-f=${Version}: ";
    return Programs.firstLine("dpkg-query", "-W", format, library.debianPackage()).orElse("");
  }

  private static String mend(ForeignLibrary library, Missing missing) {
    boolean packaged = PACKAGE_NAME.matcher(library.debianPackage()).matches();
    return packaged ? "apt-get install " + library.debianPackage() : missing.reason();
  }

  private static String processor() {
    return match("/proc/cpuinfo", "(?m)^(?:model name|Model)\\s*: (.*)$")
        .orElse(System.getProperty("os.arch"));
  }

  private static String memory() {
    return match("/proc/meminfo", "MemTotal:\\s*([0-9]+) kB")
        .map(kibibytes -> Unit.BYTES.format(Long.parseLong(kibibytes) * 1024))
        .orElse("unknown");
  }

  /// Heaps reserve far more addresses than they use; a system that never overcommits refuses that.
  private static Finding overcommit() {
    String mode = match("/proc/sys/vm/overcommit_memory", "([0-9])").orElse("unknown");
    return mode.equals(OVERCOMMIT_NEVER)
        ? new Finding("overcommit", false, mode, "sysctl vm.overcommit_memory=0")
        : fact("overcommit", mode);
  }

  private static String hugePages() {
    return match("/sys/kernel/mm/transparent_hugepage/enabled", "\\[(\\w+)\\]").orElse("none")
        + ", off for measured memory";
  }

  private static Optional<String> match(String file, String pattern) {
    try {
      Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
