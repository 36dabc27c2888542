package org.heaplab.workloads.synthetic.spec;

import org.heaplab.workloads.synthetic.law.Lifetime;
import org.heaplab.workloads.synthetic.law.SizeLaw;

/// Blocks that are alike: how large they are, and how long they live.
record BlockKind(String name, SizeLaw size, Lifetime life) {}
