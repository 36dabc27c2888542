package org.heaplab.workloads.synthetic.browser;

import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// The objects of a page's scripts. Nothing is freed until a collection, which frees most of what
/// was allocated since the one before, in the order of birth, and little of what survived it.
final class ScriptHeap {
  /// Of objects that have survived a collection, the share that the next one frees.
  private static final double OLD_DEATHS = 0.05;

  private final BrowserPreset preset;
  private final Sampler random;
  private final BrowserMemory memory;
  private SlotList young = new SlotList();
  private SlotList old = new SlotList();
  private long youngBytes;

  ScriptHeap(BrowserPreset preset, Sampler random, BrowserMemory memory) {
    this.preset = preset;
    this.random = random;
    this.memory = memory;
  }

  void allocate() {
    long size = preset.script().next(random);
    young.add(memory.malloc(size));
    youngBytes += size;
    if (youngBytes > preset.collection()) collect();
  }

  void collect() {
    SlotList survivors = new SlotList();
    sweep(old, OLD_DEATHS, survivors);
    sweep(young, 1 - preset.survivors(), survivors);
    old = survivors;
    young = new SlotList();
    youngBytes = 0;
  }

  private void sweep(SlotList objects, double deaths, SlotList survivors) {
    for (int i = 0; i < objects.size(); i++) {
      if (random.chance(deaths)) memory.free(objects.get(i));
      else survivors.add(objects.get(i));
    }
  }

  /// The page is gone, and with it all objects.
  void clear() {
    for (SlotList objects : new SlotList[] {old, young}) {
      while (objects.size() > 0) memory.free(objects.removeLast());
    }
    youngBytes = 0;
  }
}
