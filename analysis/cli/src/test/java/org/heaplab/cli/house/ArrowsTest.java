package org.heaplab.cli.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArrowsTest {
  private static final String HOUSE = "org.heaplab";

  /// A house in which every module knows every other.
  private static final String CROOKED_HOUSE = "org.heaplab.cli.house.crooked";

  private final JavaClasses house =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(HOUSE);

  @TestFactory
  Stream<DynamicTest> modulesKnowOnlyWhatTheArrowsAllow() {
    return Arrows.rules(HOUSE).stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(house)));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleFailsInACrookedHouse() {
    JavaClasses crooked = new ClassFileImporter().importPackages(CROOKED_HOUSE);
    return Arrows.rules(CROOKED_HOUSE).stream()
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getDescription(), () -> assertTrue(fails(rule, crooked))));
  }

  @TestFactory
  Stream<DynamicTest> everyModuleHasClasses() {
    return Arrows.modules()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module,
                    () ->
                        assertTrue(house.containPackage(HOUSE + "." + module), "no such classes")));
  }

  private static boolean fails(ArchRule rule, JavaClasses classes) {
    return rule.evaluate(classes).hasViolation();
  }
}
