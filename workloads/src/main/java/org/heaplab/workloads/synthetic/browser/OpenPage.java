package org.heaplab.workloads.synthetic.browser;

import java.util.List;
import org.heaplab.workloads.synthetic.law.Sampler;
import org.heaplab.workloads.synthetic.workload.SlotList;

/// A page while it is shown, or kept to be gone back to.
///
/// ```text
///    network   ░ ░ ░ ░ ░      chunks, each freed once it is parsed
///    parser    ▒▒▒▒▒▒▒▒▒      tokens and half-finished things, die young
///    nodes     ▁▂▃▄▅▆▇███████ nodes with their strings, styles: until the page goes
///    layout        ▁▃▅▇██▆███ boxes; some are made again when a timer fires
///    script      ▁▃▇▂▅▇▂▅▇▂▅  objects, until a collection
/// ```
final class OpenPage {
  /// Temporaries that a chunk of the network needs.
  private static final int TEMPORARIES_OF_CHUNK = 12;

  /// The share of strings that grow while they are read.
  private static final double GROWING = 0.04;

  private static final int MOST_DOUBLINGS = 4;

  /// Boxes that a timer makes again, as a share of all.
  private static final double LAID_OUT_AGAIN = 0.01;

  private final BrowserPreset preset;
  private final Sampler random;
  private final BrowserMemory memory;
  private final SlotList nodes = new SlotList();
  private final SlotList strings = new SlotList();
  private final SlotList styles = new SlotList();
  private final SlotList boxes = new SlotList();
  private final SlotList copies = new SlotList();
  private final SlotList temporaries = new SlotList();
  private final ScriptHeap script;

  OpenPage(BrowserPreset preset, Sampler random, BrowserMemory memory) {
    this.preset = preset;
    this.random = random;
    this.memory = memory;
    script = new ScriptHeap(preset, random, memory);
  }

  /// Loads the page.
  ///
  /// @param weight the page's, 1 for the median
  /// @param images shows its images
  /// @throws BrowserMemory.LimitReached when the page does not fit; what is there stays
  void load(double weight, ImageDecoder images) {
    int count = Math.max(1, (int) (preset.nodes() * weight));
    int pictures = (int) (preset.images() * weight);
    try {
      for (int i = 0; i < count; i++) {
        if (i % preset.nodesOfChunk() == 0) receive();
        addNode();
        if ((long) (i + 1) * pictures / count > (long) i * pictures / count) images.show(copies);
      }
    } finally {
      endTemporaries();
    }
  }

  /// A chunk of the page arrives, is locked while it is read, and freed.
  private void receive() {
    int chunk = memory.malloc(preset.chunk());
    memory.lock(chunk);
    try {
      for (int i = 0; i < TEMPORARIES_OF_CHUNK; i++) addTemporary();
    } finally {
      memory.unlock(chunk);
      memory.free(chunk);
    }
  }

  private void addNode() {
    for (int i = times(preset.temporaries()); i > 0; i--) addTemporary();
    nodes.add(memory.malloc(preset.node().next(random)));
    for (int i = times(preset.strings()); i > 0; i--) addString();
    if (random.chance(0.5)) styles.add(memory.malloc(preset.style().next(random)));
    for (int i = times(preset.boxes()); i > 0; i--) addBox();
    for (int i = times(preset.scripts()); i > 0; i--) script.allocate();
  }

  /// A whole number with this mean.
  private int times(double mean) {
    int whole = (int) mean;
    return whole + (random.chance(mean - whole) ? 1 : 0);
  }

  private void addString() {
    long size = preset.string().next(random);
    int slot = memory.malloc(size);
    strings.add(slot);
    if (!random.chance(GROWING)) return;
    for (int i = random.index(MOST_DOUBLINGS); i >= 0; i--) memory.realloc(slot, size *= 2);
  }

  private void addBox() {
    boxes.add(memory.malloc(preset.box().next(random)));
  }

  private void addTemporary() {
    temporaries.add(memory.malloc(preset.string().next(random)));
    if (temporaries.size() > preset.pool()) {
      memory.free(temporaries.removeUnordered(random.index(preset.pool())));
    }
  }

  private void endTemporaries() {
    while (temporaries.size() > 0) memory.free(temporaries.removeLast());
  }

  /// The page is looked at for a while: timers fire, scripts run, some of it is laid out again.
  ///
  /// @throws BrowserMemory.LimitReached when there is no room for it; what is there stays
  void dwell() {
    double ticks = preset.ticks() * nodes.size() / 100;
    try {
      for (int tick = 0; tick < ticks; tick++) {
        for (int i = 0; i < 8; i++) addTemporary();
        for (int i = 0; i < 4; i++) script.allocate();
        int again = (int) (LAID_OUT_AGAIN * boxes.size());
        for (int i = 0; i < again && boxes.size() > 0; i++) {
          memory.free(boxes.removeUnordered(random.index(boxes.size())));
          addBox();
        }
      }
    } finally {
      endTemporaries();
    }
  }

  /// The page is kept to be gone back to: without boxes, and after a collection.
  void rest() {
    endAll(boxes);
    endAll(copies);
    script.collect();
  }

  /// The page is shown again: it is laid out anew.
  ///
  /// @throws BrowserMemory.LimitReached when there is no room for it
  void wake() {
    for (int i = (int) (preset.boxes() * nodes.size()); i > 0; i--) addBox();
  }

  /// Frees the page, layer by layer as a browser does it.
  void close() {
    for (SlotList layer : List.of(copies, boxes, styles)) endAll(layer);
    script.clear();
    for (SlotList layer : List.of(strings, nodes)) endAll(layer);
  }

  private void endAll(SlotList blocks) {
    for (int i = 0; i < blocks.size(); i++) memory.free(blocks.get(i));
    blocks.clear();
  }
}
