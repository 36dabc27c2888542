package org.heaplab.workloads.synthetic.spec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.heaplab.options.Option;
import org.heaplab.options.OptionType;
import org.heaplab.options.Options;
import org.heaplab.options.Specification;
import org.heaplab.workloads.synthetic.law.Shares;
import org.heaplab.workloads.synthetic.law.SizeLaw;

/// Size laws as a specification writes them: parts with their shares.
///
/// ```text
///    24*3 32*2 64..127 images*0.1 lognormal:median=48*2
///    ╰─┬╯      ╰──┬──╯ ╰──┬─────╯ ╰─ a law with options
///      │          │       └ a law that was given a name
///      │          └ every size of a range alike; without a share it has 1
///      └ one size, three parts of the whole
/// ```
public final class SizeNotation {
  private static final long MOST = 1L << 40;
  private static final Option MEDIAN = Option.bytes("median", "half are smaller", "48", 1, MOST);
  private static final Option SIGMA =
      Option.fraction("sigma", "standard deviation of the natural logarithm", 1.2, 0, 10);
  private static final Option EXPONENT =
      Option.fraction("exponent", "a size's probability falls with this power of it", 1, -10, 10);
  private static final Option SMALLEST = Option.bytes("least", "the smallest size", "8", 1, MOST);
  private static final Option LARGEST = Option.bytes("most", "the largest size", "64K", 1, MOST);

  /// The laws that have a name of their own.
  public static final List<LawEntry<SizeLaw>> LAWS =
      List.of(
          new LawEntry<>(
              "lognormal",
              "many small sizes and a long tail",
              List.of(MEDIAN, SIGMA, LARGEST),
              options ->
                  SizeLaw.logNormal(
                      options.bytes(MEDIAN), options.fraction(SIGMA), options.bytes(LARGEST))),
          new LawEntry<>(
              "power",
              "a power law; with exponent=1 the logarithm is uniform",
              List.of(EXPONENT, SMALLEST, LARGEST),
              options ->
                  SizeLaw.power(
                      options.fraction(EXPONENT), options.bytes(SMALLEST), largest(options))),
          new LawEntry<>(
              "uniform",
              "all sizes alike",
              List.of(SMALLEST, LARGEST),
              options -> SizeLaw.uniform(options.bytes(SMALLEST), largest(options))));

  private static final String RANGE = "..";

  private final Map<String, SizeLaw> named = new HashMap<>();

  private static long largest(Options options) {
    long largest = options.bytes(LARGEST);
    requireOrder(options.bytes(SMALLEST), largest);
    return largest;
  }

  private static void requireOrder(long least, long most) {
    if (most >= least) return;
    throw new IllegalArgumentException(
        "the largest size must be at least the smallest, %d: %d".formatted(least, most));
  }

  /// Gives a law a name, by which later ones can have it as a part.
  public void name(String name, SizeLaw law) {
    named.put(name, law);
  }

  /// @throws IllegalArgumentException when the text is no size law
  public SizeLaw read(String text) {
    var laws = new ArrayList<SizeLaw>();
    var shares = new ArrayList<Double>();
    for (MixPart part : MixPart.of(text)) {
      laws.add(law(part.what()));
      shares.add(part.share());
    }
    return laws.size() == 1 ? laws.getFirst() : SizeLaw.mixture(laws, new Shares(shares));
  }

  private SizeLaw law(String text) {
    if (named.containsKey(text)) return named.get(text);
    OptionalLong size = OptionType.Bytes.parse(text);
    if (size.isPresent()) return SizeLaw.fixed(size.getAsLong());
    int range = text.indexOf(RANGE);
    if (range > 0) return range(text, range);
    var specification = Specification.of(text);
    LawEntry<SizeLaw> entry = entry(specification);
    return entry.maker().apply(specification.options(entry.options()));
  }

  private static SizeLaw range(String text, int range) {
    OptionalLong least = OptionType.Bytes.parse(text.substring(0, range));
    OptionalLong most = OptionType.Bytes.parse(text.substring(range + RANGE.length()));
    if (least.isEmpty() || most.isEmpty()) {
      throw new IllegalArgumentException("a range must be two sizes as in 16..31: '" + text + "'");
    }
    requireOrder(least.getAsLong(), most.getAsLong());
    return SizeLaw.uniform(least.getAsLong(), most.getAsLong());
  }

  private LawEntry<SizeLaw> entry(Specification specification) {
    return LAWS.stream()
        .filter(entry -> entry.name().equals(specification.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a size must be a number of bytes, a range as in 16..31, or one of %s: '%s'"
                        .formatted(known(), specification.text())));
  }

  private List<String> known() {
    var names = new ArrayList<>(LAWS.stream().map(LawEntry::name).toList());
    named.keySet().stream().sorted().forEach(names::add);
    return names;
  }
}
