package org.heaplab.cli.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.heaplab.allocators.foreign.ForeignLibrary;
import org.heaplab.allocators.foreign.ForeignLibrary.Found;
import org.heaplab.allocators.foreign.ForeignLibrary.Missing;
import org.heaplab.allocators.foreign.NativeAllocators;
import org.heaplab.measure.machine.HostFacts;
import org.heaplab.measure.machine.SystemFacts;
import org.heaplab.results.manifest.Host;

/// What heaplab needs of a machine, and what decides how far its results can be compared with those
/// of another.
public final class Checkup {
  /// @param part of the machine
  /// @param ok whether it is as heaplab needs it
  /// @param found version, path or value; null where nothing was found
  /// @param remedy what to do about it and what is lost otherwise; null where there is nothing to
  ///   do
  public record Finding(String part, boolean ok, String found, String remedy) {}

  private static final long OVERCOMMIT_NEVER = 2;
  private static final Pattern PACKAGE_NAME = Pattern.compile("[a-z0-9.+-]+");

  /// In the order in which a newcomer needs them.
  public List<Finding> findings() {
    var findings = new ArrayList<Finding>();
    findings.add(
        fact("JDK", System.getProperty("java.vendor.version", "") + " " + Runtime.version()));
    findings.add(maven());
    findings.add(compiler());
    findings.add(valgrind());
    NativeAllocators.ALL.stream()
        .filter(ForeignLibrary::isOfItsOwn)
        .forEach(library -> findings.add(allocator(library)));
    Host host = HostFacts.describe();
    findings.add(fact("processor", host.cpu().isEmpty() ? host.architecture() : host.cpu()));
    findings.add(fact("cores", Integer.toString(host.cores())));
    findings.add(fact("memory", host.memory()));
    findings.add(overcommit());
    findings.add(fact("huge pages", host.transparentHugePages()));
    findings.add(fact("system", (host.os() + ", " + host.kernel()).replaceFirst("^, ", "")));
    return findings;
  }

  private static Finding fact(String part, String found) {
    return new Finding(part, true, found.strip(), null);
  }

  private static Finding maven() {
    String remedy = "apt-get install maven (a changed source cannot be built)";
    return InstalledPrograms.find("mvn")
        .map(path -> fact("Maven", path.toString()))
        .orElseGet(() -> new Finding("Maven", false, null, remedy));
  }

  private static Finding compiler() {
    String remedy = "apt-get install gcc libc6-dev (no record, no native allocators)";
    if (InstalledPrograms.find("cc").isEmpty())
      return new Finding("C compiler", false, null, remedy);
    String version = InstalledPrograms.firstLine("cc", "--version").orElse(null);
    boolean headers = Files.exists(Path.of("/usr/include/stdlib.h"));
    return headers
        ? new Finding("C compiler", true, version, null)
        : new Finding("C compiler", false, version + ", no C headers", remedy);
  }

  private static Finding valgrind() {
    String remedy = "apt-get install valgrind (no record --accesses)";
    return InstalledPrograms.firstLine("valgrind", "--version")
        .map(version -> fact("Valgrind", version))
        .orElseGet(() -> new Finding("Valgrind", false, null, remedy));
  }

  private static Finding allocator(ForeignLibrary library) {
    return switch (library.locate()) {
      case Found found when library.bundled().isPresent() ->
          fact(library.name(), "bundled: " + found.file());
      case Found found -> fact(library.name(), version(library) + found.file());
      case Missing missing -> new Finding(library.name(), false, null, remedy(library, missing));
    };
  }

  private static String version(ForeignLibrary library) {
    String format = "-f=${Version}: ";
    return InstalledPrograms.firstLine("dpkg-query", "-W", format, library.debianPackage())
        .orElse("");
  }

  private static String remedy(ForeignLibrary library, Missing missing) {
    boolean packaged = PACKAGE_NAME.matcher(library.debianPackage()).matches();
    return packaged ? "apt-get install " + library.debianPackage() : missing.reason();
  }

  /// Heaps reserve far more addresses than they use; a system that never overcommits refuses that.
  private static Finding overcommit() {
    OptionalLong mode = overcommitMode();
    String found = mode.isPresent() ? Long.toString(mode.getAsLong()) : "unknown";
    return mode.isPresent() && mode.getAsLong() == OVERCOMMIT_NEVER
        ? new Finding("overcommit", false, found, "sysctl vm.overcommit_memory=0")
        : fact("overcommit", found);
  }

  private static OptionalLong overcommitMode() {
    return new SystemFacts(Path.of("/proc/sys/vm/overcommit_memory")).number("");
  }
}
