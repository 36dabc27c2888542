package org.heaplab.measure.heapmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FreeSpansTest {
  private final FreeSpans spans = new FreeSpans();

  private void span(long bytes) {
    spans.add(bytes, bytes);
    spans.end();
  }

  @Test
  void aSpanServesWhatIsNotLongerThanIt() {
    span(64);
    assertEquals(0, spans.unusableBytes(6));
    assertEquals(64, spans.unusableBytes(7));
  }

  @Test
  void theShareIsOfAllFreeBytes() {
    span(100);
    span(28);
    span(1 << 10);
    assertEquals(0, spans.unusableShare(4));
    assertEquals(28.0 / 1152, spans.unusableShare(5));
    assertEquals(128.0 / 1152, spans.unusableShare(7));
    assertEquals(128.0 / 1152, spans.unusableShare(10));
    assertEquals(1, spans.unusableShare(11));
  }

  @Test
  void spansThatTouchAreOne() {
    spans.add(40, 40);
    spans.add(30, 30);
    spans.end();
    assertEquals(70, spans.freeBytes());
    assertEquals(0, spans.unusableBytes(6));
  }

  @Test
  void pagesThatWereGivenBackAreLengthAndNoBytes() {
    spans.add(1 << 16, 100);
    spans.end();
    assertEquals(100, spans.freeBytes());
    assertEquals(0, spans.unusableBytes(16));
    assertEquals(100, spans.unusableBytes(17));
  }

  @Test
  void theLeastAndTheLargestSpansCountToo() {
    span(8);
    span(1L << 40);
    assertEquals(8, spans.unusableBytes(FreeSpans.LOG_LEAST));
    assertEquals(8, spans.unusableBytes(FreeSpans.LOG_MOST));
    assertEquals(8 + (1L << 40), spans.freeBytes());
  }

  @Test
  void nothingFreeHasNoShare() {
    spans.end();
    assertTrue(Double.isNaN(spans.unusableShare(10)));
  }

  @Test
  void severalCanBeAdded() {
    span(16);
    var others = new FreeSpans();
    others.add(48, 48);
    others.end();
    spans.addAll(others);
    assertEquals(0.25, spans.unusableShare(5));
  }
}
