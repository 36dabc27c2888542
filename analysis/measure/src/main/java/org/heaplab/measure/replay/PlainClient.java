package org.heaplab.measure.replay;

/// Never looks into a block.
public final class PlainClient extends Client {
  public PlainClient(Setting setting) {
    super(setting);
  }
}
