package org.heaplab.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  private static final List<String> NAMES = Catalogue.entries().stream().map(Entry::name).toList();

  @Test
  void onlyTheSurveyRunsWhenNothingIsNamed() {
    assertEquals(
        List.of("survey"), Experiments.find(List.of()).stream().map(Experiment::name).toList());
  }

  @Test
  void everySpecificationOfEveryExperimentCanBeMade() {
    for (Experiment experiment : Experiments.all()) {
      List<String> chosen = experiment.allocators().apply(NAMES);
      assertEquals(chosen.size(), new HashSet<>(chosen).size(), chosen.toString());
      Subjects subjects = Subjects.resolve(chosen, ReplayOptions.DEFAULT);
      assertEquals(chosen.size(), subjects.found().size() + subjects.missing().size());
      assertTrue(chosen.containsAll(experiment.fitted()), experiment.name());
    }
  }

  @Test
  void theHandleHeapComesFirstWhereItIsWhatTheExperimentIsAbout() {
    for (Experiment experiment : Experiments.all()) {
      String first = experiment.allocators().apply(NAMES).getFirst();
      assertTrue(first.equals("handle") || first.startsWith("handle:"), experiment.name());
    }
  }

  @Test
  void anAllocatorMayHaveLocksOfItsOwn() throws IOException {
    Subject held =
        Subjects.resolve(List.of("handle@hold=0.25"), ReplayOptions.DEFAULT).found().getFirst();
    assertEquals("handle@hold=0.25", held.name());
    assertEquals("handle", held.family());
    try (var trace = Traces.churn(1, 100);
        var file = ReplayFile.write(trace)) {
      List<String> command = held.command(file, ReplayOptions.DEFAULT).command();
      assertTrue(command.contains("hold=0.25"), command.toString());
      assertFalse(command.contains("touch"), command.toString());
    }
  }
}
