package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What a collector wrote of one recording. It is in one folder, or in several when a disk became
/// full. `collector-spool.h` describes the files. They stay until the traces are written.
final class Spool {
  private static final String REPORT = "report";
  private static final String IMAGE = ".image";

  private final List<Path> folders = new ArrayList<>();
  private final Map<Integer, Image> images = new TreeMap<>();
  private final List<String> report = new ArrayList<>();

  private Spool() {}

  /// @param first the folder that the collector was given
  static Spool open(Path first) throws IOException {
    var spool = new Spool();
    spool.folders.add(first);
    try {
      spool.report.addAll(Files.readAllLines(first.resolve(REPORT)));
    } catch (NoSuchFileException e) {
      throw new IOException(first + " is no recording: it has no file " + REPORT, e);
    }
    spool.lines("folder").map(Path::of).forEach(spool.folders::add);
    for (Path folder : spool.folders) spool.readImages(folder);
    return spool;
  }

  /// A process that was still running when the program, or the recording, ended.
  record Left(long pid, boolean recorded, String name) {}

  Collection<Image> images() {
    return images.values();
  }

  Optional<Image> image(int serial) {
    return Optional.ofNullable(images.get(serial));
  }

  RawRecords records(Image image) {
    return new RawRecords(
        folders.stream()
            .map(folder -> folder.resolve(image.serial() + ".windows"))
            .filter(Files::exists)
            .toList());
  }

  /// The program's exit status; empty when the recording ended before the program.
  OptionalInt exitStatus() {
    return lines("ended").mapToInt(Integer::parseInt).findFirst();
  }

  /// The number of the error that ended the recording while programs ran, or 0.
  int closed() {
    return lines("closed").mapToInt(Integer::parseInt).findFirst().orElse(0);
  }

  /// How many programs were not recorded because the channel had no free image.
  long unseen() {
    return lines("unseen").mapToLong(Long::parseLong).sum();
  }

  /// The processes that ran when the recording ended.
  List<Left> left() {
    return processes("left");
  }

  /// The processes that ran when the program ended.
  List<Left> behind() {
    return processes("behind");
  }

  /// Reads lines of the report of the form `EVENT PID RECORDED NAME`.
  private List<Left> processes(String word) {
    return lines(word)
        .map(line -> line.split(" ", 3))
        .map(words -> new Left(Long.parseLong(words[0]), words[1].equals("1"), words[2]))
        .toList();
  }

  void delete() throws IOException {
    for (Path folder : folders.reversed()) delete(folder);
  }

  /// Deletes a folder that has only files.
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  private void readImages(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(file -> file.toString().endsWith(IMAGE)).toList()) {
        if (Files.size(file) < Image.BYTES) continue; // The disk was full.
        Image image = Image.read(file);
        images.put(image.serial(), image);
      }
    }
  }

  private Stream<String> lines(String word) {
    return report.stream()
        .filter(line -> line.startsWith(word + " "))
        .map(line -> line.substring(word.length() + 1));
  }
}
