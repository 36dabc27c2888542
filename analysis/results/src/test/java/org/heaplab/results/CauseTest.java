package org.heaplab.results;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.heaplab.results.table.Cause;
import org.junit.jupiter.api.Test;

final class CauseTest {
  @Test
  void aCauseIsFoundByItsTitle() {
    for (Cause cause : Cause.values()) assertEquals(Optional.of(cause), Cause.find(cause.title()));
    assertEquals("unused entries", Cause.UNUSED_ENTRIES.title());
    assertEquals(Optional.empty(), Cause.find("Live"));
  }
}
