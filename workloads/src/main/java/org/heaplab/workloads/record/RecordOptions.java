package org.heaplab.workloads.record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What to record.
///
/// @param command the program and its arguments
/// @param output the `.trace` file to write
/// @param children whether every process that the program starts gets its own trace. It lies beside
///   the output and is named after it: `t.trace` → `t.1-cc1.trace`. Otherwise these processes have
///   no trace
/// @param frames how many frames of the stack each request is recorded with, from 1 to
///   [#MOST_FRAMES]: one is the place that calls the allocator
public record RecordOptions(List<String> command, Path output, boolean children, int frames) {
  /// As in `record-log.h`.
  public static final int MOST_FRAMES = 64;

  private static final String EXTENSION = ".trace";
  private static final String REQUEST = "request";
  private static final int MAX_NAME_BYTES = 100;

  public RecordOptions {
    if (command.isEmpty()) throw new IllegalArgumentException("a command must have a program");
    if (frames < 1 || frames > MOST_FRAMES) {
      throw new IllegalArgumentException(
          "a stack must have 1 to " + MOST_FRAMES + " frames: " + frames);
    }
    command = List.copyOf(command);
  }

  /// With the place of each request, and no more of its stack.
  public RecordOptions(List<String> command, Path output, boolean children) {
    this(command, output, children, 1);
  }

  RecordOptions withOutput(Path file) {
    return new RecordOptions(command, file, children, frames);
  }

  /// The folder of the output.
  public Path folder() {
    return output.toAbsolutePath().getParent();
  }

  /// The output's name without its extension.
  String stem() {
    String name = output.getFileName().toString();
    return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
  }

  /// The file for the trace of a process that the program starts.
  ///
  /// @param number counts these processes from 1
  /// @param program its name, of which a file name may not have room for all
  public Path outputOfChild(int number, String program) {
    String name = program;
    while (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      name = name.substring(0, name.length() - 1);
    }
    return folder().resolve(stem() + "." + number + "-" + name + EXTENSION);
  }

  /// Saves the options in a folder, so that the traces can be written later.
  void save(Path folder) throws IOException {
    var fields = new ArrayList<String>();
    fields.add(output.toAbsolutePath().toString());
    fields.add(Boolean.toString(children));
    fields.addAll(command);
    Files.writeString(folder.resolve(REQUEST), String.join("\0", fields));
  }

  static RecordOptions load(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(REQUEST))) {
      throw new IOException(folder + " is no recording: it has no file " + REQUEST);
    }
    List<String> fields = List.of(Files.readString(folder.resolve(REQUEST)).split("\0", -1));
    if (fields.size() < 3) throw new IOException(folder.resolve(REQUEST) + ": must have a command");
    return new RecordOptions(
        fields.subList(2, fields.size()),
        Path.of(fields.getFirst()),
        Boolean.parseBoolean(fields.get(1)));
  }
}
