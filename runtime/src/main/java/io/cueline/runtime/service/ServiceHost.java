package io.cueline.runtime.service;

import io.cueline.runtime.settings.Settings;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service with all that belongs to it: its own context, its HTTP server, its orderly stop.
 * Several may live in one process.
 */
public final class ServiceHost implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);

  private final ServiceContext context;
  private final Service service;
  private final AtomicBoolean stopping;

  private ServiceHost(ServiceContext context, Service service, AtomicBoolean stopping) {
    this.context = context;
    this.service = service;
    this.stopping = stopping;
  }

  /**
   * Starts the service, then its HTTP server.
   *
   * @param starter such as {@code IngestService::start}
   * @throws StartupException where its user can mend what is wrong; nothing is left running then
   */
  public static ServiceHost start(Settings settings, Function<ServiceContext, Service> starter) {
    ServiceContext context = ServiceContext.create(settings);
    AtomicBoolean stopping = new AtomicBoolean();
    context
        .health()
        .ready("process", () -> stopping.get() ? Optional.of("is stopping") : Optional.empty());
    Service service;
    try {
      service = starter.apply(context);
    } catch (RuntimeException failed) {
      release(context);
      throw failed;
    }
    ServiceHost host = new ServiceHost(context, service, stopping);
    try {
      context.http().start();
    } catch (RuntimeException failed) {
      host.close();
      throw failed;
    }
    LOG.atInfo()
        .addKeyValue("service", service.name())
        .addKeyValue("http", context.http().address())
        .addKeyValue("kafka", context.kafka().bootstrapServers())
        .addKeyValue("prefix", context.kafka().prefix())
        .log("Service started");
    return host;
  }

  /**
   * Runs a service until a signal stops the process.
   *
   * @return the exit code, should the process still be asking for one
   */
  public static int run(Settings settings, Function<ServiceContext, Service> starter)
      throws InterruptedException {
    try (OrderlyStop stop = OrderlyStop.onSignals()) {
      var _ = stop.add("service", start(settings, starter));
      stop.await();
      return stop.inOrder() ? 0 : 1;
    }
  }

  public Service service() {
    return service;
  }

  public ServiceContext context() {
    return context;
  }

  /**
   * Not ready any more, then the service stops, and last the HTTP server, so that the stop can be
   * watched. Idempotent.
   */
  @Override
  public void close() {
    if (!stopping.compareAndSet(false, true)) {
      return;
    }
    try {
      service.close();
    } finally {
      release(context);
      LOG.atInfo().addKeyValue("service", service.name()).log("Service stopped");
    }
  }

  private static void release(ServiceContext context) {
    context.http().close();
    context.metrics().close();
  }
}
