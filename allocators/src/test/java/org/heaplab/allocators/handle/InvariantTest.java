package org.heaplab.allocators.handle;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.heaplab.allocators.catalogue.Catalogue;
import org.heaplab.allocators.handle.audit.Invariant;
import org.heaplab.allocators.verify.BrokenHeapException;
import org.heaplab.allocators.verify.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// That the audit finds each [Invariant] broken, and none in a heap that is in order.
final class InvariantTest {
  @Test
  void allHoldInAHeapThatIsInOrder() {
    try (var broken = new BrokenHeap()) {
      broken.heap().check();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theAuditFindsEachOneBroken(Invariant invariant) {
    try (var broken = new BrokenHeap()) {
      broken.violate(invariant);
      var thrown = assertThrows(BrokenHeapException.class, () -> broken.heap().check());
      assertTrue(thrown.getMessage().startsWith(invariant.words() + " ("), thrown::getMessage);
    }
  }

  @Test
  void theVerifierRunsTheAudit() {
    try (var broken = new BrokenHeap()) {
      broken.violate(Invariant.SLAB_LISTED);
      var capabilities = Catalogue.find("handle").entry().capabilities();
      assertThrows(
          BrokenHeapException.class, () -> new Verifier(broken.heap(), capabilities).verify());
    }
  }
}
