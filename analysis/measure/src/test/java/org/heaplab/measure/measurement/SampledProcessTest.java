package org.heaplab.measure.measurement;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.heaplab.measure.measurement.SpaceMeasurement.Sampled;
import org.heaplab.measure.protocol.Reply;
import org.heaplab.results.table.Key;
import org.heaplab.results.table.Row;
import org.junit.jupiter.api.Test;

/// The processes in which a native allocator is measured, and the one that stands for all.
class SampledProcessTest {
  private static Sampled process(long meanFootprint, String... results) {
    var space =
        new Space(
            true,
            null,
            50,
            100,
            50,
            meanFootprint,
            40,
            1.0,
            10L,
            25L,
            100L,
            null,
            null,
            null,
            null,
            null,
            null,
            List.of());
    var reply = new Reply();
    for (String result : results) reply.read("result " + result);
    return new Sampled(space, reply);
  }

  private static double median(long... meanFootprints) {
    List<Sampled> processes =
        LongStream.of(meanFootprints).mapToObj(SampledProcessTest::process).toList();
    return SpaceMeasurement.median(processes).space().meanFootprintBytes();
  }

  @Test
  void theOneWithTheMedianMeanFootprintStandsForAll() {
    assertEquals(60, median(90, 60, 50));
    assertEquals(60, median(90, 60, 50, 100, 40));
  }

  @Test
  void ofAnEvenNumberItIsTheLowerOfTheMiddleTwo() {
    assertEquals(60, median(90, 60, 50, 80));
    assertEquals(70, median(70));
  }

  @Test
  void aProcessHasARowOfItsRatios() {
    Row row = process(80, "startup_bytes=7").row(new Key("e", "t", "a"), 3);
    assertEquals(3, row.number("process"));
    assertEquals(100, row.number("peak_footprint_bytes"));
    assertEquals(2.0, row.number("peak_ratio"));
    assertEquals(2.0, row.number("mean_ratio"));
    assertEquals(2.5, row.number("end_ratio"));
    assertEquals(7, row.number("startup_bytes"));
  }

  private static Object version(Sampled process) {
    return process.columns("lib.so", "opened").get("version");
  }

  @Test
  void theVersionIsTheLibrarysWordItsFileAndHowItWasLoaded() {
    assertEquals("5.3, lib.so, opened", version(process(80, "version=5.3")));
    assertEquals("lib.so, opened", version(process(80, "version=")));
    assertEquals("lib.so, opened", version(process(80)));
    assertEquals(4L, process(80, "clock_reads=4").columns("", "").get("clock_reads"));
  }
}
