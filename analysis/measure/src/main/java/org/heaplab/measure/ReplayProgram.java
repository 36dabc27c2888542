package org.heaplab.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The C replay, compiled the first time it is needed and kept in the user's cache folder under the
/// hash of its source.
final class ReplayProgram {
  sealed interface Location {}

  record Present(Path program) implements Location {}

  /// @param reason one line that names what to install
  record Absent(String reason) implements Location {}

  private static final String SOURCE = "replay.c";

  private ReplayProgram() {}

  static Location find() throws IOException {
    String source;
    try (InputStream in = ReplayProgram.class.getResourceAsStream(SOURCE)) {
      source = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Path folder = Path.of(System.getProperty("user.home"), ".cache", "heaplab", hash(source));
    Path program = folder.resolve("replay");
    if (Files.isExecutable(program)) return new Present(program);
    Files.createDirectories(folder);
    Path text = Files.createTempFile(folder, "replay", ".c");
    Path part = Files.createTempFile(folder, "replay", ".part");
    try {
      Files.writeString(text, source);
      Process compiler =
          new ProcessBuilder(
                  "cc", "-O2", "-rdynamic", "-o", part.toString(), text.toString(), "-ldl")
              .redirectErrorStream(true)
              .start();
      String output = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (compiler.waitFor() != 0) return new Absent("cc cannot compile " + SOURCE + ": " + output);
      Files.move(part, program, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      return new Absent("native allocators need a C compiler, and there is no cc: install gcc");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(text);
      Files.deleteIfExists(part);
    }
    return new Present(program);
  }

  private static String hash(String source) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
