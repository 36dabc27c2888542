package org.heaplab.workloads.synthetic.fit;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.heaplab.options.OptionType;
import org.heaplab.workloads.synthetic.fit.FitWindow.Count;
import org.heaplab.workloads.synthetic.fit.FitWindow.Order;
import org.heaplab.workloads.synthetic.fit.FitWindow.Requests;
import org.heaplab.workloads.synthetic.spec.SpecFile;
import org.heaplab.workloads.synthetic.spec.SpecPlace;
import org.heaplab.workloads.synthetic.spec.SpecSection;
import org.heaplab.workloads.synthetic.spec.SpecSection.Line;

/// Writes and reads fitted workloads as specifications, in the form that the package describes.
final class FitNotation {
  static final String WINDOW = "window";
  private static final String TOUCHED = "touched";
  private static final String OF = "of";
  private static final String OPERATIONS = "operations";
  private static final String ORDER = "order";
  private static final String RUNS = "runs";
  private static final String ENDS = "ends";
  private static final List<String> SETTINGS = List.of(OPERATIONS, ORDER, RUNS, ENDS);

  private static final OptionType COUNT = new OptionType.Whole(1, 1_000_000_000_000L);
  private static final OptionType ENDS_OF_PART = new OptionType.Whole(0, 1_000_000_000_000L);
  private static final OptionType SHARE = new OptionType.Fraction(0, 1);

  private FitNotation() {}

  static void write(FittedWorkload workload, Writer out) throws IOException {
    out.write(SpecFile.FIRST_LINE + "\n" + OF + " = " + workload.of().replaceAll("[#\\s]+", "-"));
    out.write("\n");
    if (!workload.touched().isEmpty()) {
      out.write("\n[" + TOUCHED + "]\n");
      for (Map.Entry<String, Double> one : workload.touched().entrySet()) {
        out.write(String.format(Locale.ROOT, "%s = %.4f\n", one.getKey(), one.getValue()));
      }
    }
    int number = 0;
    for (FitWindow window : workload.windows()) write(++number, window, out);
  }

  private static void write(int number, FitWindow window, Writer out) throws IOException {
    out.write("\n[" + WINDOW + " " + number + "]\n");
    out.write(OPERATIONS + " = " + window.operations() + "\n");
    out.write(ORDER + " = " + window.order().name().toLowerCase(Locale.ROOT) + "\n");
    out.write(String.format(Locale.ROOT, "%s = %.3f\n", RUNS, window.runs()));
    out.write(
        ENDS
            + " = "
            + window.parts().stream().map(Object::toString).collect(Collectors.joining(" "))
            + "\n");
    for (Requests requests : window.requests()) {
      out.write(
          requests.key()
              + " = "
              + requests.counts().stream().map(FitNotation::text).collect(Collectors.joining(" "))
              + "\n");
    }
  }

  private static String text(Count count) {
    return count.count() == 1 ? count.end().toString() : count.end() + "*" + count.count();
  }

  static FittedWorkload read(SpecFile file) {
    file.allow(TOUCHED, WINDOW);
    String of = "";
    for (SpecSection section : file.of("")) {
      section.allow(OF);
      of = section.find(OF).map(Line::value).orElse("");
    }
    var touched = new HashMap<SizeClass, Double>();
    for (SpecSection section : file.of(TOUCHED)) {
      for (Line line : section.lines()) {
        SizeClass size = line.place().read(() -> SizeClass.of(line.key()));
        touched.put(size, Double.valueOf(line.checked(SHARE)));
      }
    }
    var windows = new ArrayList<FitWindow>();
    List<SpecSection> sections = file.of(WINDOW);
    for (SpecSection section : sections) {
      String number = Integer.toString(windows.size() + 1);
      if (!section.name().equals(number)) {
        throw section
            .place()
            .wrong("the next window must be [window " + number + "]", section.name());
      }
      windows.add(window(section, windows.size() + 1, sections.size()));
    }
    return new FittedWorkload(of, windows, touched);
  }

  private static FitWindow window(SpecSection section, int number, int count) {
    section.get(OPERATIONS);
    Line order = section.get(ORDER);
    var requests = new ArrayList<Requests>();
    for (Line line : section.lines()) {
      if (!SETTINGS.contains(line.key())) requests.add(requests(line, number, count));
    }
    return new FitWindow(
        section.whole(OPERATIONS, 0, 1, Long.MAX_VALUE),
        order(order),
        section.fraction(RUNS, 0, 0, 1),
        section.find(ENDS).map(FitNotation::parts).orElse(List.of()),
        requests);
  }

  private static Order order(Line line) {
    for (Order order : Order.values()) {
      if (order.name().toLowerCase(Locale.ROOT).equals(line.value())) return order;
    }
    throw line.place().wrong("order must be one of birth, reverse, any", line.value());
  }

  private static List<Long> parts(Line line) {
    var parts = new ArrayList<Long>();
    for (String word : line.value().split("\\s+", -1)) {
      if (!ENDS_OF_PART.allows(word)) {
        throw line.place().wrong("ends must be whole numbers between blanks", word);
      }
      parts.add(Long.valueOf(word));
    }
    if (parts.size() == FitWindow.PARTS) return parts;
    throw line.place().wrong("ends must be " + FitWindow.PARTS + " numbers", line.value());
  }

  private static Requests requests(Line line, int number, int count) {
    SpecPlace place = line.place();
    String[] sizes = line.key().split(">", 2);
    SizeClass first = place.read(() -> SizeClass.of(sizes[0]));
    boolean isNew = sizes.length == 1;
    SizeClass to = isNew ? first : place.read(() -> SizeClass.of(sizes[1]));
    var counts = new ArrayList<Count>();
    for (String word : line.value().split("\\s+", -1)) {
      String[] parts = word.split("\\*", 2);
      End end = place.read(() -> End.of(parts[0]));
      if (end.when() == End.When.IN_WINDOW && (end.number() < number || end.number() > count)) {
        throw place.wrong("an end must be in windows %d to %d".formatted(number, count), word);
      }
      String times = parts.length < 2 ? "1" : parts[1];
      if (!COUNT.allows(times)) throw place.wrong("a count must be " + COUNT.rule(), word);
      counts.add(new Count(end, Long.parseLong(times)));
    }
    return new Requests(isNew ? null : first, to, counts);
  }
}
