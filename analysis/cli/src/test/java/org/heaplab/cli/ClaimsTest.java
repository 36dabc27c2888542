package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.heaplab.measure.experiment.ExperimentPlan;
import org.heaplab.measure.question.Experiments;
import org.heaplab.report.quantity.CheckedClaim;
import org.heaplab.report.quantity.CheckedClaim.Outcome;
import org.heaplab.report.quantity.ReferenceRuns;
import org.heaplab.results.manifest.Claim;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The claims, held against the results that the paper is made of.
final class ClaimsTest {
  private static final Path REFERENCE =
      Path.of(System.getProperty("heaplab.home")).resolve("results/reference");

  @TestFactory
  Stream<DynamicTest> everyClaimHoldsInTheReference() throws IOException {
    ReferenceRuns reference = ReferenceRuns.read(REFERENCE);
    List<Claim> claims =
        Experiments.claims().stream().filter(claim -> reference.has(claim.experiment())).toList();
    return CheckedClaim.of(claims, reference).stream()
        .map(
            checked ->
                DynamicTest.dynamicTest(
                    checked.claim().name(),
                    () ->
                        assertEquals(
                            Outcome.HOLDS,
                            checked.outcome(),
                            () -> checked.measured() + ", to be " + checked.bound())));
  }

  @Test
  void everyClaimIsOfTheExperimentThatMakesItAndHasANameOfItsOwn() {
    var names = new HashSet<String>();
    for (ExperimentPlan plan : Experiments.all()) {
      for (Claim claim : plan.claims()) {
        assertEquals(plan.name(), claim.experiment(), claim.name());
        assertTrue(names.add(claim.name()), claim.name());
      }
    }
  }
}
