package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {
  @Test
  void everyLackIsMended() throws IOException {
    Heard heard = Heard.of("doctor", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    for (Object finding : heard.json()) {
      var values = (Map<?, ?>) finding;
      if (Boolean.FALSE.equals(values.get("ok"))) {
        assertNotNull(values.get("remedy"), values.toString());
      }
    }
  }

  @Test
  void showsTheJdk() {
    assertTrue(Heard.of("doctor").out().contains(Runtime.version().toString()));
  }
}
