package org.heaplab.report.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.heaplab.report.MadeUp;
import org.heaplab.report.SyntheticRun;
import org.heaplab.results.manifest.ComparedAllocator;
import org.junit.jupiter.api.Test;

class PaletteTest {
  private static final List<ComparedAllocator> THIRTY =
      SyntheticRun.THIRTY.stream().map(SyntheticRun.Contender::allocator).toList();
  private static final Palette PALETTE =
      new Palette(THIRTY, List.of(MadeUp.about("alone", "handle", List.of())));
  private static final Palette WITH_RIVALS =
      new Palette(THIRTY, List.of(SyntheticRun.experiment()));

  /// Of marks on paper, by the Web Content Accessibility Guidelines; these ask for 3 where there is
  /// no text beside a mark.
  private static final double LEAST_CONTRAST = 2.4;

  @Test
  void onlyTheSubjectHasTheAccentAndItsShape() {
    Look subject = PALETTE.of(allocator("handle"));
    for (ComparedAllocator other : THIRTY) {
      if (other.name().equals("handle")) continue;
      assertNotEquals(subject.color(), PALETTE.of(other).color(), other.name());
      assertNotEquals(subject.shape(), PALETTE.of(other).shape(), other.name());
    }
  }

  @Test
  void aFamilyHasOneShapeAndNoTwoFamiliesHaveTheSame() {
    Map<String, Look.Shape> shapes = new HashMap<>();
    for (ComparedAllocator one : THIRTY) {
      if (PALETTE.isSubject(one)) continue;
      Look.Shape shape = PALETTE.of(one).shape();
      assertEquals(shape, shapes.computeIfAbsent(Palette.familyOf(one), family -> shape));
    }
    assertEquals(shapes.size(), new HashSet<>(shapes.values()).size(), shapes.toString());
  }

  @Test
  void noTwoAllocatorsHaveTheSameColour() {
    var colors = new HashSet<Color>();
    for (ComparedAllocator one : THIRTY) {
      if (one.competes()) assertTrue(colors.add(PALETTE.of(one).color()), one.name());
    }
  }

  @Test
  void everyColourIsSeenOnLightAndOnDarkPaper() {
    for (ComparedAllocator one : THIRTY) {
      Color color = PALETTE.of(one).color();
      assertTrue(contrast(color, Color.WHITE) > LEAST_CONTRAST, one.name());
      assertTrue(contrast(color, new Color(0x1A1D22)) > LEAST_CONTRAST, one.name());
    }
  }

  @Test
  void theSameRunGivesTheSameColours() {
    Palette again = new Palette(THIRTY, List.of(MadeUp.about("alone", "handle", List.of())));
    for (ComparedAllocator one : THIRTY) assertEquals(PALETTE.css(one), again.css(one));
  }

  @Test
  void aTunedAllocatorHasTheColourOfItsDefaultAndAnotherForm() {
    Look tuned = WITH_RIVALS.of(allocator("glibc-tight"));
    Look usual = WITH_RIVALS.of(allocator("glibc"));
    assertEquals(usual.color(), tuned.color());
    assertEquals(Look.Shape.FLAT, tuned.shape());
    assertEquals(Look.Shape.CIRCLE, usual.shape());
    assertNotEquals(usual.color(), WITH_RIVALS.of(allocator("jemalloc-tight")).color());
  }

  @Test
  void aHeapThatMovesNothingIsUpright() {
    for (String name : List.of("first-fit", "best-fit", "handle:compact=asked")) {
      assertEquals(Look.Shape.UPRIGHT, WITH_RIVALS.of(allocator(name)).shape(), name);
    }
    assertEquals(Look.Shape.DIAMOND, WITH_RIVALS.of(allocator("handle")).shape());
  }

  private static double contrast(Color one, Color other) {
    double light = Math.max(Shade.luminance(one), Shade.luminance(other));
    double dark = Math.min(Shade.luminance(one), Shade.luminance(other));
    return (light + 0.05) / (dark + 0.05);
  }

  private static ComparedAllocator allocator(String name) {
    return THIRTY.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }
}
