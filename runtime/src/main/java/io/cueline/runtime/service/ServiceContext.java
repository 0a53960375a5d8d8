package io.cueline.runtime.service;

import io.cueline.runtime.health.Health;
import io.cueline.runtime.http.HttpServer;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.metrics.Metrics;
import io.cueline.runtime.settings.Settings;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a service is given. It adds its health checks, metrics and routes; the caller starts the
 * HTTP server afterwards and closes everything.
 */
public record ServiceContext(
    Settings settings, KafkaAccess kafka, MeterRegistry metrics, Health health, HttpServer http) {

  /**
   * A context of its own for one service, with nothing started yet.
   *
   * @throws StartupException where a setting is wrong
   */
  public static ServiceContext create(Settings settings) {
    Health health = new Health();
    MeterRegistry metrics = Metrics.registry();
    return new ServiceContext(
        settings,
        KafkaAccess.from(settings),
        metrics,
        health,
        HttpServer.create(settings, health, metrics));
  }
}
