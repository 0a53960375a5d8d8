package io.cueline.publisher.desktop.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests of core-test.js, each told by its name. */
class PageModulesTest {

  @TestFactory
  Stream<DynamicTest> the_pages_pure_parts() {
    try (ScriptedHub hub = ScriptedHub.fresh();
        Chromium tab = Chromium.tab(400, 400)) {
      tab.open(hub.url("/agent-desktop/"));
      Object outcomes =
          tab.asyncJs(
              """
              const done = arguments[arguments.length - 1];
              import('/agent-desktop/assets/core-test.js').then(async tests => {
                const outcomes = {};
                for (const [name, test] of Object.entries(tests)) {
                  try {
                    await test();
                    outcomes[name] = '';
                  } catch (failure) {
                    outcomes[name] = String(failure.stack);
                  }
                }
                done(outcomes);
              }, failure => done({load: String(failure)}));
              """);
      return ((Map<?, ?>) outcomes)
          .entrySet().stream()
              .map(
                  test ->
                      DynamicTest.dynamicTest(
                          String.valueOf(test.getKey()),
                          () -> assertThat(test.getValue()).isEqualTo("")));
    }
  }
}
