package org.heaplab.allocators.foreign;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Shared objects of this machine. A pattern is a path below a library folder in which `*` stands
/// for any name and `{arch}` for the processor. Of several matches in one folder the newest version
/// is taken.
final class Installed {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private Installed() {}

  static Optional<Path> find(String pattern) {
    String arch = arm() ? "aarch64" : "x86_64";
    return find(pattern.replace("{arch}", arch), folders(arch, System.getenv("LD_LIBRARY_PATH")));
  }

  /// Whether the processor is a 64-bit ARM; otherwise it is an x86-64.
  static boolean arm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  static Optional<Path> find(String pattern, List<Path> folders) {
    for (Path folder : folders) {
      List<Path> matches = List.of(folder);
      for (Path part : Path.of(pattern)) matches = children(matches, part.toString());
      Optional<Path> newest =
          matches.stream()
              .max(Comparator.comparing(Installed::numbers, Arrays::compare))
              .map(Path::toAbsolutePath);
      if (newest.isPresent()) return newest;
    }
    return Optional.empty();
  }

  /// The numbers in a path in their order; among versions of one library they tell the newest.
  private static long[] numbers(Path path) {
    return NUMBER
        .matcher(path.toString())
        .results()
        .mapToLong(number -> Long.parseLong(number.group()))
        .toArray();
  }

  private static List<Path> children(List<Path> folders, String pattern) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    var children = new ArrayList<Path>();
    for (Path folder : folders) {
      // Null for what is no folder or may not be read.
      String[] names = folder.toFile().list();
      for (String name : names == null ? new String[0] : names) {
        if (matcher.matches(Path.of(name))) children.add(folder.resolve(name));
      }
    }
    return children;
  }

  private static List<Path> folders(String arch, String libraryPath) {
    var folders = new ArrayList<Path>();
    if (libraryPath != null) {
      for (String folder : libraryPath.split(":", -1)) {
        if (!folder.isEmpty()) folders.add(Path.of(folder));
      }
    }
    for (String folder : List.of("/usr/local/lib", "/usr/lib", "/lib")) {
      folders.add(Path.of(folder, arch + "-linux-gnu"));
      folders.add(Path.of(folder));
      folders.add(Path.of(folder + "64"));
    }
    return folders;
  }
}
