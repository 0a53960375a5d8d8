package io.cueline.publisher;

import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;

/** Cues and cards from Kafka to the tenant, with a receipt for each. */
public final class PublisherService implements Service {

  private PublisherService() {}

  /** Being built: it takes part in start and stop, and publishes nothing yet. */
  public static Service start(ServiceContext context) {
    context.health().ready("publisher", java.util.Optional::empty);
    return new PublisherService();
  }

  @Override
  public String name() {
    return "publisher";
  }

  @Override
  public void close() {}
}
