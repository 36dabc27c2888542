package org.heaplab.workloads.logs.format;

import java.io.IOException;
import java.io.OutputStream;

/// Writes text without making a string of each line.
public final class TextOut {
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 13];
  private int filled;

  public TextOut(OutputStream out) {
    this.out = out;
  }

  public TextOut put(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) put((byte) text.charAt(i));
    return this;
  }

  public TextOut put(long number) throws IOException {
    return put(Long.toString(number));
  }

  public TextOut putAddress(long address) throws IOException {
    return put("0x").put(Long.toHexString(address));
  }

  public void endLine() throws IOException {
    put((byte) '\n');
  }

  public void flush() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }

  private void put(byte b) throws IOException {
    if (filled == buffer.length) flush();
    buffer[filled++] = b;
  }
}
