package org.heaplab.report.palette;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.heaplab.results.manifest.ComparedAllocator;
import org.heaplab.results.manifest.Experiment;
import org.heaplab.results.manifest.RivalGroup;

/// Gives every allocator of a run its look. A family has one hue and one form of points; its
/// members differ in lightness and in the dashes of their lines. A reader who cannot tell two hues
/// apart still sees the form.
///
/// - The allocators that experiments are about have the one accent colour.
/// - Native allocators are a family of their own, in blue. One that is tuned has the colour of its
///   default and a flat form.
/// - A heap that moves no block, among the rivals of one that does, has the colour of its family
///   and an upright form.
/// - What does not compete is grey.
/// - The other families get their hues in the order in which the run names them.
public final class Palette {
  private static final String NATIVE = "native";
  private static final String GREY = "bounds";

  /// @param hue in degrees
  private record Tint(double hue, double saturation, Look.Shape shape) {}

  private static final Color ACCENT = new Color(0xD6301F);
  private static final Tint OF_NATIVES = new Tint(212, 0.78, Look.Shape.CIRCLE);
  private static final Tint OF_BOUNDS = new Tint(220, 0.06, Look.Shape.CROSS);

  private static final List<Tint> TINTS =
      List.of(
          new Tint(38, 0.95, Look.Shape.SQUARE),
          new Tint(140, 0.70, Look.Shape.TRIANGLE),
          new Tint(275, 0.55, Look.Shape.PENTAGON),
          new Tint(174, 0.85, Look.Shape.TRIANGLE_DOWN),
          new Tint(318, 0.65, Look.Shape.HEXAGON),
          new Tint(66, 0.90, Look.Shape.STAR),
          new Tint(20, 0.50, Look.Shape.SQUARE),
          new Tint(110, 0.45, Look.Shape.PENTAGON),
          new Tint(295, 0.35, Look.Shape.TRIANGLE),
          new Tint(190, 0.50, Look.Shape.STAR),
          new Tint(340, 0.45, Look.Shape.TRIANGLE_DOWN),
          new Tint(52, 0.60, Look.Shape.HEXAGON));

  /// Degrees by which the hues of a family spread.
  private static final double SPREAD = 16;

  /// Dashes in the order in which members of a family get them, lengths in line widths.
  private static final float[][] DASHES = {
    null, {5, 2}, {1.5f, 1.5f}, {6, 2, 1.5f, 2}, {9, 3}, {3, 1.5f}
  };

  private static final float LINE_WIDTH = 1.8f;
  private static final float EMPHASIZED_WIDTH = 3.2f;

  private final Map<String, Look> looks = new HashMap<>();

  /// @param allocators of the run, in its order
  /// @param experiments of the run: what they are about, and their groups of rivals
  public Palette(List<ComparedAllocator> allocators, List<Experiment> experiments) {
    Set<String> subjects =
        experiments.stream().map(Experiment::subject).collect(Collectors.toSet());
    var families = new LinkedHashMap<String, Integer>();
    for (ComparedAllocator one : allocators) families.merge(familyOf(one), 1, Integer::sum);
    var tints = tints(families.keySet());
    var taken = new HashMap<String, Integer>();
    for (ComparedAllocator one : allocators) {
      String family = familyOf(one);
      int rank = taken.merge(family, 1, Integer::sum) - 1;
      Tint tint = tints.get(family);
      looks.put(
          one.name(),
          subjects.contains(one.name())
              ? new Look(ACCENT, stroke(EMPHASIZED_WIDTH, null), Look.Shape.DIAMOND, true)
              : look(tint, rank, families.get(family)));
    }
    for (String name : members(experiments, RivalGroup.UNMOVING)) {
      looks.computeIfPresent(name, (same, look) -> shaped(look, Look.Shape.UPRIGHT));
    }
    List<String> defaults = members(experiments, RivalGroup.NATIVE);
    for (String name : members(experiments, RivalGroup.TUNED)) {
      looks.computeIfPresent(
          name, (same, look) -> shaped(like(defaults, name, look), Look.Shape.FLAT));
    }
  }

  private static List<String> members(List<Experiment> experiments, String group) {
    return experiments.stream()
        .flatMap(experiment -> experiment.rivals(group).stream())
        .flatMap(rivals -> rivals.allocators().stream())
        .distinct()
        .toList();
  }

  /// A tuned allocator's look in the colour of its default, whose name its own begins with.
  private Look like(List<String> defaults, String tuned, Look own) {
    return defaults.stream()
        .filter(name -> tuned.startsWith(name) && looks.containsKey(name))
        .max(Comparator.comparingInt(String::length))
        .map(name -> new Look(looks.get(name).color(), own.stroke(), own.shape(), false))
        .orElse(own);
  }

  /// The subject keeps its own form.
  private static Look shaped(Look look, Look.Shape shape) {
    return look.emphasized() ? look : new Look(look.color(), look.stroke(), shape, false);
  }

  private static Map<String, Tint> tints(Set<String> families) {
    var tints = new HashMap<String, Tint>();
    tints.put(NATIVE, OF_NATIVES);
    tints.put(GREY, OF_BOUNDS);
    int next = 0;
    for (String family : families) {
      if (!tints.containsKey(family)) tints.put(family, TINTS.get(next++ % TINTS.size()));
    }
    return tints;
  }

  /// The family that an allocator is coloured with and that tables fold.
  public static String familyOf(ComparedAllocator allocator) {
    if (!allocator.competes()) return GREY;
    return allocator.isNative() ? NATIVE : allocator.family();
  }

  public Look of(ComparedAllocator allocator) {
    return looks.get(allocator.name());
  }

  /// Whether an experiment is about it.
  public boolean isSubject(ComparedAllocator allocator) {
    return of(allocator).emphasized();
  }

  /// The allocator's colour as CSS writes it.
  public String css(ComparedAllocator allocator) {
    return "#%06x".formatted(of(allocator).color().getRGB() & 0xFFFFFF);
  }

  private static Look look(Tint tint, int rank, int members) {
    double at = members == 1 ? 0.5 : (double) rank / (members - 1);
    Color color =
        Shade.of(
            tint.hue() + SPREAD * (at - 0.5),
            tint.saturation(),
            Shade.DARKEST + at * (Shade.LIGHTEST - Shade.DARKEST));
    return new Look(color, stroke(LINE_WIDTH, DASHES[rank % DASHES.length]), tint.shape(), false);
  }

  private static BasicStroke stroke(float width, float[] dash) {
    float[] lengths = dash == null ? null : dash.clone();
    for (int i = 0; lengths != null && i < lengths.length; i++) lengths[i] *= width;
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 4, lengths, 0);
  }
}
