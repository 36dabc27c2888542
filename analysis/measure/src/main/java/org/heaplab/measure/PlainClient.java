package org.heaplab.measure;

/// Never looks into a block.
final class PlainClient extends Client {
  PlainClient(Setting setting) {
    super(setting);
  }
}
