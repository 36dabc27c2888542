package org.heaplab.allocators.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.heaplab.allocators.foreign.ForeignLibrary.Found;
import org.heaplab.allocators.foreign.ForeignLibrary.Location;
import org.heaplab.allocators.foreign.ForeignLibrary.Missing;

/// Shared objects inside jars of the class path. One is unpacked into the user's cache folder, in a
/// folder named by the hash of its content, so that a new version never meets an old file; it
/// appears there whole or not at all.
final class BundledLibrary {
  private BundledLibrary() {}

  /// @param resource the path in the jar after the folder of the processor
  static Location unpack(String name, String resource) {
    String path = "linux/" + (Installed.arm() ? "arm64" : "x64") + "/" + resource;
    try (InputStream stream = BundledLibrary.class.getClassLoader().getResourceAsStream(path)) {
      if (stream == null) return new Missing(name + " is not on the class path: no " + path);
      byte[] content = stream.readAllBytes();
      Path folder = cache().resolve(hash(content));
      Path file = folder.resolve(Path.of(resource).getFileName());
      if (!Files.exists(file)) write(folder, file, content);
      return new Found(file);
    } catch (IOException e) {
      return new Missing(name + " cannot be unpacked: " + e);
    }
  }

  private static void write(Path folder, Path file, byte[] content) throws IOException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, "part", ".so");
    try {
      Files.write(part, content);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path cache() {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path root =
        cache != null && Path.of(cache).isAbsolute()
            ? Path.of(cache)
            : Path.of(System.getProperty("user.home"), ".cache");
    return root.resolve("heaplab");
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
