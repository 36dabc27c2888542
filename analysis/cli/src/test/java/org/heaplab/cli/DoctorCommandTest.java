package org.heaplab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {
  @Test
  void everyLackIsMended() throws IOException {
    Heard heard = Heard.of("doctor", "--format", "json");
    assertEquals(0, heard.status(), heard.err());
    for (Object finding : JSON.std.listFrom(heard.out())) {
      var values = (Map<?, ?>) finding;
      if (Boolean.FALSE.equals(values.get("fit"))) {
        assertNotNull(values.get("mend"), values.toString());
      }
    }
  }

  @Test
  void showsTheJdk() {
    assertTrue(Heard.of("doctor").out().contains(Runtime.version().toString()));
  }
}
