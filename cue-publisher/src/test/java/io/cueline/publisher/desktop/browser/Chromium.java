package io.cueline.publisher.desktop.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * One headless Chromium, of one tab, for all tests of this module, one after the other. Tests are
 * skipped where the machine has none: {@code tools/chromium} installs Debian's.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> BROWSERS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> DRIVERS =
      List.of("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
  private static final String AXE = resource("/axe.min.js");
  private static final Optional<ChromeDriver> SHARED = start();

  private final ChromeDriver driver = SHARED.orElseThrow();

  private Chromium(int width, int height) {
    size(width, height);
    scheme("light");
    // As if its window were in front: only then may a page move the focus.
    cdp("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
  }

  /** The tab, of that many CSS pixels. */
  static Chromium tab(int width, int height) {
    Assumptions.assumeTrue(
        SHARED.isPresent(),
        "no Chromium here: tools/chromium installs Debian's chromium and chromium-driver");
    return new Chromium(width, height);
  }

  Chromium open(String url) {
    driver.get(url);
    return this;
  }

  void reload() {
    driver.navigate().refresh();
  }

  String address() {
    return String.valueOf(driver.getCurrentUrl());
  }

  void size(int width, int height) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /**
   * @param scheme light or dark
   */
  void scheme(String scheme) {
    List<Map<String, String>> features =
        List.of(
            Map.of("name", "prefers-color-scheme", "value", scheme),
            Map.of("name", "prefers-reduced-motion", "value", "reduce"));
    cdp("Emulation.setEmulatedMedia", Map.of("features", features));
  }

  /** What can be seen under a selector, each element's text in a line; empty where nothing. */
  String seen(String selector) {
    return String.valueOf(
        js(
            "return [...document.querySelectorAll(arguments[0])].filter(e =>"
                + " e.checkVisibility()).map(e => e.innerText).join('\\n')",
            selector));
  }

  boolean sees(String selector, String text) {
    return seen(selector).contains(text);
  }

  WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  void click(String selector) {
    find(selector).click();
  }

  /** Types into whatever has the focus. */
  void type(String keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  Object js(String script, Object... arguments) {
    Object result = ((JavascriptExecutor) driver).executeScript(script, arguments);
    return result == null ? "" : result;
  }

  /** A script that calls its last argument when it is done. */
  Object asyncJs(String script, Object... arguments) {
    Object result = ((JavascriptExecutor) driver).executeAsyncScript(script, arguments);
    return result == null ? "" : result;
  }

  void intoFrame(String selector) {
    driver.switchTo().frame(find(selector));
  }

  void outOfFrame() {
    driver.switchTo().defaultContent();
  }

  /**
   * In light and in dark: no violation of WCAG 2.2 A or AA, nor of what axe calls best practice,
   * and no sideways scrolling.
   */
  void assertAccessible() {
    js("if (!window.axe) { " + AXE + " }");
    for (String scheme : List.of("light", "dark")) {
      scheme(scheme);
      Object violations =
          asyncJs(
              """
              const done = arguments[arguments.length - 1];
              axe.run({resultTypes: ['violations']}).then(result => done(result.violations.map(each =>
                each.id + ': ' + each.nodes.map(node => node.html).join(' | ')).join('\\n')));
              """);
      assertThat(violations).as(scheme).isEqualTo("");
    }
    assertThat(js("return document.documentElement.scrollWidth - innerWidth"))
        .asInstanceOf(InstanceOfAssertFactories.LONG)
        .as("sideways scrolling")
        .isNotPositive();
  }

  /** The page as far as its window reaches, as PNG. */
  byte[] picture() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  private void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  /** Leaves the tab to the next test, with nothing remembered. */
  @Override
  public void close() {
    outOfFrame();
    js("try { sessionStorage.clear(); localStorage.clear(); } catch (none) { }");
    driver.get("about:blank");
  }

  /** Waits until it is so, looking often: a page answers within milliseconds. */
  static void until(Callable<Boolean> condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(25))
        .until(condition);
  }

  private static Optional<ChromeDriver> start() {
    Optional<Path> browser = first(BROWSERS);
    Optional<Path> driver = first(DRIVERS);
    if (browser.isEmpty() || driver.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path profile = Files.createTempDirectory("cueline-chromium");
      ChromeOptions options = new ChromeOptions();
      options.setBinary(browser.get().toFile());
      options.addArguments(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--lang=en",
          "--user-data-dir=" + profile);
      // Named here, so that nothing is looked for or downloaded.
      ChromeDriverService service =
          new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build();
      ChromeDriver started = new ChromeDriver(service, options);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(started, profile)));
      return Optional.of(started);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void stop(ChromeDriver driver, Path profile) {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
    } catch (IOException | UncheckedIOException left) {
      // In the folder for temporary files, where it harms nobody.
    }
  }

  private static Optional<Path> first(List<String> candidates) {
    return candidates.stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  private static String resource(String name) {
    try (InputStream source = Chromium.class.getResourceAsStream(name)) {
      return new String(
          Optional.ofNullable(source).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
