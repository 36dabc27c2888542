package org.heaplab.workloads.synthetic.spec;

import java.util.List;
import org.heaplab.options.Option;
import org.heaplab.options.Specification;
import org.heaplab.workloads.synthetic.law.Lifetime;

/// Lifetimes as a specification writes them: `exponential:mean=2000`. Times are counted in mallocs.
public final class LifetimeNotation {
  private static final double LONGEST = 1e15;
  private static final Option MALLOCS = number("mallocs", "how long each block lives", 100);
  private static final Option MEAN = number("mean", "the mean lifetime", 1000);
  private static final Option YOUNG = number("short", "mean lifetime of those that die young", 20);
  private static final Option OLD = number("long", "mean lifetime of the others", 20_000);
  private static final Option SHARE =
      Option.fraction("share", "of the blocks that die young", 0.9, 0, 1);
  private static final Option AT =
      Option.bytes("at", "the size that has this mean lifetime", "64", 1, 1L << 40);
  private static final Option EXPONENT =
      Option.fraction("exponent", "the mean grows with this power of the size", 0.5, -10, 10);
  private static final Option COUNT =
      Option.count("count", "at the end of which phase: 1 for its own, 2 for the next", 1, 1);
  private static final Option BUDGET =
      Option.bytes("budget", "the most bytes that they take together", "1M", 1, Long.MAX_VALUE);
  private static final Option SPARED =
      Option.fraction("spared", "probability that the oldest was used lately", 0, 0, 0.99);

  /// All laws.
  public static final List<LawEntry<Lifetime>> LAWS =
      List.of(
          new LawEntry<>(
              "fixed",
              "all live equally long",
              List.of(MALLOCS),
              options -> new Lifetime.Timed(Lifetime.Law.fixed(options.fraction(MALLOCS)))),
          new LawEntry<>(
              "exponential",
              "as likely to be freed next whatever its age",
              List.of(MEAN),
              options -> new Lifetime.Timed(Lifetime.Law.exponential(options.fraction(MEAN)))),
          new LawEntry<>(
              "bimodal",
              "most die young, the others live long",
              List.of(SHARE, YOUNG, OLD),
              options ->
                  new Lifetime.Timed(
                      Lifetime.Law.bimodal(
                          options.fraction(SHARE),
                          options.fraction(YOUNG),
                          options.fraction(OLD)))),
          new LawEntry<>(
              "by-size",
              "exponential, with a mean that grows with a power of the size",
              List.of(MEAN, AT, EXPONENT),
              options ->
                  new Lifetime.Timed(
                      Lifetime.Law.bySize(
                          options.fraction(MEAN), options.bytes(AT), options.fraction(EXPONENT)))),
          new LawEntry<>(
              "phases",
              "freed when its phase ends, or a later one",
              List.of(COUNT),
              options -> new Lifetime.Phases(options.count(COUNT))),
          new LawEntry<>(
              "lru",
              "a cache: the oldest are freed when there is no room in it",
              List.of(BUDGET, SPARED),
              options ->
                  new Lifetime.LeastRecentlyUsed(options.bytes(BUDGET), options.fraction(SPARED))),
          new LawEntry<>("forever", "never freed", List.of(), options -> new Lifetime.Forever()));

  private LifetimeNotation() {}

  private static Option number(String name, String meaning, double standard) {
    return Option.fraction(name, meaning, standard, 0, LONGEST);
  }

  /// @throws IllegalArgumentException when the text is no lifetime
  public static Lifetime read(String text) {
    var specification = Specification.of(text);
    LawEntry<Lifetime> entry = specification.entry("a lifetime", LAWS, LawEntry::name);
    return entry.maker().apply(specification.options(entry.options()));
  }
}
