package org.heaplab.report.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.heaplab.report.figure.MeasuredTrace;
import org.heaplab.report.palette.Palette;
import org.heaplab.results.ExperimentResults;
import org.heaplab.results.Run;
import org.heaplab.results.TraceResults;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.metric.Metric;

/// The values of a run as JSON, for what is interactive on its page.
///
/// ```text
///    allocators   name, family, kind, role, colour, whether an experiment is about it
///    metrics      name, title, unit, definition
///    values       experiment → trace → metric → one value for each allocator, null for none
/// ```
///
/// @param metrics all that there are
record RunJson(Run run, List<Metric> metrics, Palette palette) {
  private static final JsonMapper JSON = new JsonMapper();

  /// Enough to sort by.
  private static final MathContext DIGITS = new MathContext(6);

  /// Where the values of a metric on a trace are below `values`.
  static String path(MeasuredTrace trace, Metric metric) {
    return "%s/%s/%s".formatted(trace.experiment().name(), trace.name(), metric.name());
  }

  /// Text without `<`, so that it can be in an element of a page.
  String text() {
    ObjectNode root = JSON.createObjectNode();
    List<ComparedAllocator> allocators = run.allocators();
    ArrayNode described = root.putArray("allocators");
    allocators.forEach(allocator -> described.add(describe(allocator)));
    List<Metric> numbers = metrics.stream().filter(metric -> metric.kind().isNumber()).toList();
    ArrayNode defined = root.putArray("metrics");
    numbers.forEach(metric -> defined.add(define(metric)));
    ObjectNode values = root.putObject("values");
    for (ExperimentResults results : run.experiments()) {
      ObjectNode traces = values.putObject(results.name());
      for (TraceResults trace : results.traces()) {
        ObjectNode columns = traces.putObject(trace.trace());
        for (Metric metric : numbers) add(columns, metric, trace, allocators);
      }
    }
    try {
      return JSON.writeValueAsString(root).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode describe(ComparedAllocator allocator) {
    return JSON.createObjectNode()
        .put("name", allocator.name())
        .put("family", Palette.familyOf(allocator))
        .put("kind", allocator.kind())
        .put("role", allocator.role().name().toLowerCase(Locale.ROOT))
        .put("colour", palette.css(allocator))
        .put("subject", palette.isSubject(allocator));
  }

  private static ObjectNode define(Metric metric) {
    return JSON.createObjectNode()
        .put("name", metric.name())
        .put("title", metric.title())
        .put("unit", metric.unit().title())
        .put("definition", metric.definition());
  }

  /// A metric that was not measured is left out.
  private static void add(
      ObjectNode columns, Metric metric, TraceResults trace, List<ComparedAllocator> allocators) {
    ArrayNode column = JSON.createArrayNode();
    boolean measured = false;
    for (ComparedAllocator allocator : allocators) {
      double value = trace.cell(allocator).map(metric::of).orElse(Double.NaN);
      measured |= !Double.isNaN(value);
      if (Double.isNaN(value)) column.addNull();
      else column.add(rounded(value));
    }
    if (measured) columns.set(metric.name(), column);
  }

  private static BigDecimal rounded(double value) {
    BigDecimal digits = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    return digits.scale() < 0 ? digits.setScale(0) : digits;
  }
}
