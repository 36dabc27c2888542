package org.heaplab.cli.command;

/// The part of a command's help that shows how it is used.
public final class Examples {
  public static final String HEADING = "%nExamples:%n";

  private Examples() {}
}
