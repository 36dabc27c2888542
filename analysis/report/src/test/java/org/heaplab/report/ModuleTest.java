package org.heaplab.report;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for the sources of the module as a whole.
class ModuleTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.heaplab.report");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"handle\"",
        "handle heap",
        "handle-bars",
        "ablation",
        "frontier",
        "headroom",
        "pinned",
        "survey",
        "glibc",
        "jemalloc",
        "mimalloc",
        "tcmalloc",
        "\"nothing\""
      })
  void noSourceKnowsAnExperimentOrAnAllocatorByItsName(String name) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
      List<Path> sources = files.filter(Files::isRegularFile).toList();
      assertFalse(sources.isEmpty());
      for (Path source : sources) {
        String text = Files.readString(source).toLowerCase(Locale.ROOT);
        assertFalse(text.contains(name), source.toString());
      }
    }
  }

  @Test
  void packagesDoNotImportEachOther() {
    slices().matching("org.heaplab.report.(*)..").should().beFreeOfCycles().check(CLASSES);
    ArchRuleDefinition.noClasses()
        .that()
        .resideInAPackage("org.heaplab.report.*..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.heaplab.report")
        .check(CLASSES);
  }

  @Test
  void noPackageHasMoreThanTwentyFiles() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path folder : files.filter(Files::isDirectory).toList()) {
        try (Stream<Path> inside = Files.list(folder)) {
          long sources = inside.filter(Files::isRegularFile).count();
          assertEquals(Math.min(sources, 20), sources, folder.toString());
        }
      }
    }
  }
}
