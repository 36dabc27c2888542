package org.heaplab.paper.source;

/// Where something stands in the text.
///
/// @param file its name
/// @param line counted from 1
public record Place(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
