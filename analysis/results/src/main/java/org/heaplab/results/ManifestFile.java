package org.heaplab.results;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.heaplab.results.manifest.Manifest;

/// `manifest.json`, the [Manifest] of a run.
public final class ManifestFile {
  private static final String NAME = "manifest.json";
  private static final String VERSION = "format_version";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private ManifestFile() {}

  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  /// @throws MalformedResult when there is none, when it is of a later format, or when it breaks a
  ///   rule
  public static Manifest read(Path folder) {
    Path file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      throw new MalformedResult("a run's folder must hold %s: '%s'".formatted(NAME, folder));
    }
    try {
      JsonNode tree = JSON.readTree(file.toFile());
      if (!(tree instanceof ObjectNode object)) {
        throw new MalformedResult(NAME + ": must be one JSON object: '%s'".formatted(file));
      }
      int version = object.path(VERSION).asInt(1);
      if (version > Manifest.FORMAT_VERSION) {
        throw new MalformedResult(
            "%s: must be of format 1 to %d, which this heaplab reads: %d"
                .formatted(file, Manifest.FORMAT_VERSION, version));
      }
      if (!object.path("experiments").isArray()) {
        throw new MalformedResult("%s: must name its experiments: '%s'".formatted(NAME, file));
      }
      boolean older = version < Manifest.FORMAT_VERSION;
      return JSON.treeToValue(
          older ? OlderFormats.upgraded(object, version) : object, Manifest.class);
    } catch (JacksonException e) {
      throw new MalformedResult(
          "%s: must be a run's manifest: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void write(Path folder, Manifest manifest) throws IOException {
    byte[] text = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest);
    Drafts.write(folder.resolve(NAME), text);
  }
}
