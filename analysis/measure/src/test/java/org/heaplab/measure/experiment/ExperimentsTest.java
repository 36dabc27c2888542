package org.heaplab.measure.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.heaplab.allocators.Entry;
import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.measure.MeasuredAllocators;
import org.heaplab.measure.TestTraces;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.question.Experiments;
import org.heaplab.measure.replay.ReplayFile;
import org.heaplab.measure.session.MeasuredAllocator;
import org.heaplab.measure.session.Measurement;
import org.heaplab.measure.session.ReplayOptions;
import org.heaplab.results.manifest.FigureRequest;
import org.heaplab.results.manifest.Shard;
import org.junit.jupiter.api.Test;

class ExperimentsTest {
  private static final List<String> NAMES = Catalogue.entries().stream().map(Entry::name).toList();

  @Test
  void onlyTheSurveyRunsWhenNothingIsNamed() {
    assertEquals(
        List.of("survey"), Experiments.find(List.of()).stream().map(ExperimentPlan::name).toList());
  }

  @Test
  void allStandsForEveryExperimentThatNeedsNoTraceOfTheUser() {
    List<String> all = Experiments.find(List.of("all")).stream().map(ExperimentPlan::name).toList();
    assertFalse(all.contains("own"));
    assertEquals(Experiments.all().size() - 1, all.size());
  }

  @Test
  void everySpecificationOfEveryExperimentCanBeMade() {
    for (ExperimentPlan experiment : Experiments.all()) {
      List<String> chosen = experiment.allocators().apply(NAMES);
      assertEquals(chosen.size(), new HashSet<>(chosen).size(), chosen.toString());
      MeasuredAllocators subjects = MeasuredAllocators.resolve(chosen, ReplayOptions.DEFAULT);
      assertEquals(chosen.size(), subjects.found().size() + subjects.missing().size());
      experiment
          .extra()
          .values()
          .forEach(some -> assertTrue(chosen.containsAll(some), experiment.name()));
    }
  }

  @Test
  void causesAreMeasuredOfVariantsToo() {
    ExperimentPlan causes = Experiments.find(List.of("causes")).getFirst();
    String variant = "handle:headroom=0";
    List<String> usual = causes.allocators().apply(NAMES);
    List<String> chosen = causes.allocators().apply(List.of("handle", variant));
    assertFalse(usual.contains(variant));
    assertEquals(usual, chosen.subList(0, usual.size()));
    assertEquals(List.of(variant), chosen.subList(usual.size(), chosen.size()));
    for (Measurement one : Measurements.OF_REPLAYS) {
      if (one.name().equals(Measurements.CAUSES)) assertTrue(causes.has(one, variant));
      if (one.name().equals(Measurements.SMALLEST_HEAP)) assertFalse(causes.has(one, variant));
    }
  }

  @Test
  void whatAnExperimentIsAboutComesFirst() {
    for (ExperimentPlan experiment : Experiments.all()) {
      String first = experiment.allocators().apply(NAMES).getFirst();
      String subject = experiment.experiment().subject();
      assertEquals(subject.replaceFirst(":.*", ""), first.replaceFirst(":.*", ""));
    }
  }

  @Test
  void anAllocatorMayHaveLocksOfItsOwn() throws IOException {
    MeasuredAllocator held =
        MeasuredAllocators.resolve(List.of("handle@hold=0.25"), ReplayOptions.DEFAULT)
            .found()
            .getFirst();
    assertEquals("handle@hold=0.25", held.name());
    assertEquals("handle", held.family());
    try (var trace = TestTraces.churn(1, 100);
        var file = ReplayFile.write(trace)) {
      List<String> command = held.command(file, ReplayOptions.DEFAULT, false).command();
      assertTrue(command.contains("hold=0.25"), command.toString());
      assertFalse(command.contains("touch"), command.toString());
    }
  }

  @Test
  void onlyTheFullSuiteTakesTheLargestHeaps() {
    List<ExperimentPlan> scale = Experiments.find(List.of("scale"));
    ExperimentPlan plan = scale.getFirst();
    Runner.Options quick = options(Suite.QUICK, scale);
    Runner.Options full = options(Suite.FULL, scale);
    assertEquals(plan.made(), names(quick, plan));
    assertEquals(plan.madeInFull().size(), quick.leftToTheFullSuite().size());
    assertEquals(
        "scale, %s: left out, only the suite full takes it".formatted(plan.madeInFull().getLast()),
        quick.leftToTheFullSuite().getLast());
    assertEquals(plan.made().size() + plan.madeInFull().size(), names(full, plan).size());
    assertEquals(List.of(), full.leftToTheFullSuite());
  }

  private static List<String> names(Runner.Options options, ExperimentPlan plan) {
    return options.sources(plan).stream().map(TraceSource::name).toList();
  }

  private static Runner.Options options(Suite suite, List<ExperimentPlan> plans) {
    return new Runner.Options(
        Path.of("nowhere"),
        suite,
        plans,
        List.of(),
        List.of(),
        Shard.WHOLE,
        1,
        List.of(),
        false,
        List.of(),
        "",
        "");
  }

  @Test
  void aFigureOfOneMetricHasOne() {
    Set<String> ofOne = Set.of("dots", "variants", "heap-size", "growth");
    for (ExperimentPlan plan : Experiments.all()) {
      for (FigureRequest figure : plan.experiment().figures()) {
        if (!ofOne.contains(figure.kind())) continue;
        assertEquals(1, figure.metrics().size(), plan.name() + ", " + figure.name());
      }
    }
  }
}
