package org.heaplab.cli.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No package needs, by whatever detour, a package that needs it.
final class PackageCyclesTest {
  private static ArchRule noCyclesIn(String root) {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  @ParameterizedTest
  @MethodSource("org.heaplab.cli.house.Arrows#modules")
  void packagesOfAModuleDoNotNeedEachOtherInACircle(String module) {
    var classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.heaplab." + module);
    noCyclesIn("org.heaplab").check(classes);
  }

  @Test
  void aCircleIsFound() {
    String crooked = "org.heaplab.cli.house.crooked";
    var classes = new ClassFileImporter().importPackages(crooked);
    assertTrue(noCyclesIn(crooked).evaluate(classes).hasViolation());
  }
}
