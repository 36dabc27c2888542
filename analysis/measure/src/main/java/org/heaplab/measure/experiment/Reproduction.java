package org.heaplab.measure.experiment;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.heaplab.measure.measurement.Measurements;
import org.heaplab.measure.session.Measurement;
import org.heaplab.results.manifest.Claim;
import org.heaplab.results.manifest.RivalGroup;
import org.heaplab.results.metric.Metrics;
import org.heaplab.results.table.Table;

/// What has to be measured again of an experiment for its claims: the allocators that they name, on
/// the traces on which these were measured before, and no measurement that no claim needs.
public final class Reproduction {
  /// Kinds of quantities that do not end with traces.
  private static final Set<String> ALONE =
      Set.of("alone", "median", "exponent", "utilisation", "pages", "adversary");

  /// The measurements of those kinds of quantities that are of no metric.
  private static final Map<String, String> MEASUREMENTS =
      Map.of(
          "cause", Measurements.CAUSES,
          "operation", Measurements.OPERATIONS,
          "utilisation", Measurements.OPERATIONS,
          "pages", Measurements.SESSIONS,
          "adversary", Measurements.ADVERSARIES);

  private final ExperimentPlan plan;
  private final List<Claim> claims;

  private Reproduction(ExperimentPlan plan, List<Claim> claims) {
    this.plan = plan;
    this.claims = claims;
  }

  /// @param traces those on which it was measured before, by name
  /// @param omitted measurements that are not done again; claims that need one of them are left out
  /// @return empty where no claim is left
  public static Optional<ExperimentPlan> of(
      ExperimentPlan plan, Set<String> traces, Set<String> omitted) {
    List<Claim> claims =
        plan.claims().stream()
            .filter(claim -> measured(claim).noneMatch(omitted::contains))
            .toList();
    if (claims.isEmpty()) return Optional.empty();
    return Optional.of(new Reproduction(plan, claims).plan().on(traces));
  }

  private ExperimentPlan plan() {
    Set<String> allocators = new HashSet<>();
    var extra = new LinkedHashMap<String, List<String>>();
    var without = new HashSet<>(plan.without());
    for (Measurement one : Measurements.OF_REPLAYS) {
      if (one.isUsual() && one.isTimed()) without.add(one.name());
    }
    for (Claim claim : claims) {
      List<String> named = allocators(claim).toList();
      allocators.addAll(named);
      measured(claim).forEach(without::remove);
      measured(claim)
          .filter(plan.extra()::containsKey)
          .forEach(name -> extra.merge(name, named, Reproduction::both));
    }
    return plan.of(allocators, without, extra);
  }

  private static List<String> both(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /// The measurements that its quantity is made of, by name.
  private static Stream<String> measured(Claim claim) {
    String[] parts = claim.quantity().split("/", -1);
    if (MEASUREMENTS.containsKey(parts[0])) return Stream.of(MEASUREMENTS.get(parts[0]));
    return Metrics.find(parts[2]).stream()
        .flatMap(metric -> metric.basis().tables().stream())
        .map(Table::measurement);
  }

  /// The allocators that its quantity is made of: a group of rivals stands for its members.
  private Stream<String> allocators(Claim claim) {
    List<String> parts = List.of(claim.quantity().split("/", -1));
    int end = ALONE.contains(parts.getFirst()) ? parts.size() : parts.size() - 1;
    return parts.subList(3, end).stream()
        .flatMap(
            part ->
                plan
                    .experiment()
                    .rivals(part)
                    .map(RivalGroup::allocators)
                    .orElse(List.of(part))
                    .stream());
  }
}
