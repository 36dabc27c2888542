package org.heaplab.report.palette;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The colours of a heap map, each for light and for dark paper. On both, what is held differs the
/// more from the paper in lightness, the more of it is used: a reader who sees no hues, or a print
/// in grey, has the same picture. Metadata and locks are stripes, for their lightness is not their
/// own.
public enum HeapMapColor {
  FREE(0xFFB98A, 0x93480F),
  USED_LITTLE(0x86AEDB, 0x4A80B8),
  USED_HALF(0x5A89BE, 0x6AA3D6),
  USED_MOSTLY(0x33659C, 0x92C3EC),
  USED_FULLY(0x14406F, 0xC9E5FB),
  METADATA(0x94559F, 0xB98ACB),
  LOCKED(0xFFE14D, 0x6B2400),
  CURSOR(0xE0007A, 0xFF2D9B);

  private final Color light;
  private final Color dark;

  HeapMapColor(int light, int dark) {
    this.light = new Color(light);
    this.dark = new Color(dark);
  }

  /// On light paper, and in files.
  public Color light() {
    return light;
  }

  public Color dark() {
    return dark;
  }

  /// The variable that a page has it in.
  public String variable() {
    return "--map-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The variables of all of them, as CSS.
  public static String css() {
    return ":root { %s }\n@media (prefers-color-scheme: dark) { :root { %s } }\n"
        .formatted(variables(HeapMapColor::light), variables(HeapMapColor::dark));
  }

  private static String variables(Function<HeapMapColor, Color> shade) {
    return Arrays.stream(values())
        .map(one -> "%s: #%06x;".formatted(one.variable(), shade.apply(one).getRGB() & 0xFFFFFF))
        .collect(Collectors.joining(" "));
  }
}
