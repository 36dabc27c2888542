package org.heaplab.cli.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No package needs, by whatever detour, a package that needs it.
final class PackageCyclesTest {
  private static ArchRule noCyclesIn(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  @ParameterizedTest
  @ValueSource(strings = {"options", "allocators", "workloads", "measure", "bench", "cli"})
  void packagesOfARoomDoNotNeedEachOtherInACircle(String room) {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.heaplab." + room);
    noCyclesIn("org.heaplab").check(classes);
  }

  @Test
  void aCircleIsFound() {
    String crooked = "org.heaplab.cli.house.crooked";
    var classes = new ClassFileImporter().importPackages(crooked);
    assertTrue(noCyclesIn(crooked).evaluate(classes).hasViolation());
  }
}
