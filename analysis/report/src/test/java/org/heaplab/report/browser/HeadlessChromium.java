package org.heaplab.report.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Chromium without a window, which is driven over its DevTools protocol.
final class HeadlessChromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Pattern LISTENING = Pattern.compile("ws://([^/]+)/devtools/browser/");
  private static final long SECONDS = 30;

  private final Process process;
  private final String address;
  private final HttpClient client = HttpClient.newHttpClient();

  private HeadlessChromium(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /// The program, if the machine has it.
  static Optional<Path> program() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(name -> Arrays.stream(path.split(":", -1)).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// @param profile a folder for what it keeps
  static HeadlessChromium start(Path program, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
    var said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return new HeadlessChromium(process, listening.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IOException("Chromium ended before it listened: " + said);
  }

  /// A new tab.
  Tab tab() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/json/new"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    JsonNode target = new JsonMapper().readTree(answer);
    return Tab.connect(client, URI.create(target.get("webSocketDebuggerUrl").asText()));
  }

  @Override
  public void close() {
    client.shutdownNow();
    process.destroy();
    process.onExit().completeOnTimeout(process, SECONDS, TimeUnit.SECONDS).join();
    process.destroyForcibly();
  }
}
