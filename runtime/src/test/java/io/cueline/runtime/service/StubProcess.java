package io.cueline.runtime.service;

import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.settings.Settings;
import java.util.concurrent.CountDownLatch;

/** A command of two services in one process; with {@code stuck} the first will not stop. */
public final class StubProcess {

  private StubProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    Settings settings = Settings.defaults(RuntimeSettings.ALL).with(HttpSettings.PORT, "0");
    Runnable closing = arguments.length > 0 ? StubProcess::never : () -> {};
    OrderlyStop stop = OrderlyStop.onSignals();
    for (String name : new String[] {"first", "second"}) {
      var _ = stop.add(name, ServiceHost.start(settings, _ -> new StubService(name, closing)));
    }
    stop.await();
  }

  private static void never() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      never();
    }
  }
}
