package org.heaplab.allocators.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.heaplab.allocators.foreign.ForeignLibrary.Missing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How shared objects are found.
final class InstalledTest {
  @TempDir Path folder;

  @Test
  void takesTheNewestVersion() throws IOException {
    for (String version : List.of("9", "14.0.6", "19")) {
      Files.createDirectories(folder.resolve("llvm-" + version));
      Files.createFile(folder.resolve("llvm-" + version + "/libx.so"));
    }
    assertEquals(
        Optional.of(folder.resolve("llvm-19/libx.so")),
        Installed.find("llvm-*/libx.so", List.of(folder)));
  }

  @Test
  void takesTheFirstFolderThatHasIt() throws IOException {
    Path later = Files.createDirectory(folder.resolve("later"));
    Files.createFile(later.resolve("liby.so"));
    Path missing = folder.resolve("missing");
    assertEquals(
        Optional.of(later.resolve("liby.so")),
        Installed.find("liby.so", List.of(missing, folder, later)));
  }

  @Test
  void whatIsMissingSaysWhatToInstall() {
    var library =
        ForeignLibrary.installed(
            "none", "", Linkage.PREFIXED, Symbols.STANDARD, "libnone.so.1", "libnone1");
    assertEquals(
        new Missing("none is not installed: no libnone.so.1; Debian has it in libnone1"),
        library.locate());
    assertEquals(
        Optional.of("none is not installed: no libnone.so.1; Debian has it in libnone1"),
        library.unusableHere());
  }
}
