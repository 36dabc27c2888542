package org.heaplab.paper.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TexTextTest {
  @Test
  void aNameMayBeBrokenAfterEachOfItsParts() {
    assertEquals(
        "desktop-|2008:|pages=|1,|exit=|yes",
        TexText.breakable("desktop-2008:pages=1,exit=yes").replace("\\allowbreak{}", "|"));
    assertEquals(
        "first-|fit:|align=|malloc",
        TexText.breakable("first-fit:align=malloc").replace("\\allowbreak{}", "|"));
  }

  @Test
  void aNumberIsNotBroken() {
    assertEquals("1,860,000 12:30", TexText.breakable("1,860,000 12:30"));
  }
}
