package org.heaplab.report.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A tab of a browser: opens a page, points, taps, types, and tells what is on the page.
final class Tab implements WebSocket.Listener, AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final long SECONDS = 30;

  /// What a key is for the browser, and what it types.
  enum Key {
    ENTER("Enter", 13, "\r"),
    TAB("Tab", 9, ""),
    ESCAPE("Escape", 27, ""),
    RIGHT("ArrowRight", 39, ""),
    DOWN("ArrowDown", 40, "");

    private final String title;
    private final int code;
    private final String text;

    Key(String title, int code, String text) {
      this.title = title;
      this.code = code;
      this.text = text;
    }
  }

  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private final StringBuilder message = new StringBuilder();
  private WebSocket socket;

  private Tab() {}

  static Tab connect(HttpClient client, URI address) {
    var tab = new Tab();
    tab.socket = client.newWebSocketBuilder().buildAsync(address, tab).join();
    for (String domain : List.of("Page", "Runtime", "Log")) tab.call(domain + ".enable", Map.of());
    tab.call("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
    return tab;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      received(message.toString());
      message.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void received(String text) {
    JsonNode node = parsed(text);
    if (node.has("id")) open.remove(node.get("id").asInt()).complete(node);
    String level =
        switch (node.path("method").asText()) {
          case "Runtime.exceptionThrown" -> "error";
          case "Runtime.consoleAPICalled" -> node.at("/params/type").asText();
          case "Log.entryAdded" -> node.at("/params/entry/level").asText();
          default -> "";
        };
    if (level.equals("error")) errors.add(text);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    open.put(id, answer);
    try {
      String request =
          JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters));
      socket.sendText(request, true).join();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode node = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (node.has("error")) throw new IllegalStateException(method + ": " + node.get("error"));
    return node.get("result");
  }

  /// The value of an expression on the page.
  ///
  /// @throws IllegalStateException when it throws
  JsonNode value(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
    }
    return result.at("/result/value");
  }

  /// Opens a page anew and waits until all of it is there.
  ///
  /// @param theme `light` or `dark`
  void open(URI page, int width, int height, String theme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    call("Page.navigate", Map.of("url", "about:blank"));
    errors.clear();
    call("Page.navigate", Map.of("url", page.toString()));
    value(
        "new Promise(done => { const look = () => document.readyState === 'complete'"
            + " && location.href !== 'about:blank' ? done() : setTimeout(look, 20); look(); })");
  }

  /// Errors of scripts and of the page since it was opened.
  List<String> errors() {
    return List.copyOf(errors);
  }

  void point(JsonNode at) {
    mouse("mouseMoved", at, 0);
  }

  void click(JsonNode at) {
    point(at);
    mouse("mousePressed", at, 1);
    mouse("mouseReleased", at, 1);
  }

  private void mouse(String type, JsonNode at, int clicks) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            at.get("x").asDouble(),
            "y",
            at.get("y").asDouble(),
            "button",
            clicks == 0 ? "none" : "left",
            "clickCount",
            clicks));
  }

  void tap(JsonNode at) {
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
    Map<String, Double> point = Map.of("x", at.get("x").asDouble(), "y", at.get("y").asDouble());
    call("Input.dispatchTouchEvent", Map.of("type", "touchStart", "touchPoints", List.of(point)));
    call("Input.dispatchTouchEvent", Map.of("type", "touchEnd", "touchPoints", List.of()));
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", false));
  }

  void press(Key key) {
    for (String type : List.of(key.text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key.title,
              "code",
              key.title,
              "windowsVirtualKeyCode",
              key.code,
              "text",
              type.equals("keyUp") ? "" : key.text));
    }
  }

  @Override
  public void close() {
    socket.abort();
  }
}
