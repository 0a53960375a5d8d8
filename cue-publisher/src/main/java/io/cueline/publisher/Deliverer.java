package io.cueline.publisher;

import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Pause;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.engine.Carrier;
import io.cueline.publisher.engine.DeliveryEngine;
import io.cueline.publisher.kafka.Ledger;
import io.cueline.publisher.kafka.ReceiptWriter;
import io.cueline.publisher.metrics.PublisherMetrics;
import io.cueline.schemas.DeliveryOutcome;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the engine decides: attempts, receipts, records ticked off after them, and
 * telling whom it may concern.
 */
record Deliverer(
    Carrier carrier,
    ReceiptWriter receipts,
    Ledger ledger,
    PublisherMetrics metrics,
    Alarms alarms,
    Consumer<Pause> others)
    implements DeliveryEngine.Hands {

  private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

  @Override
  public AttemptResult send(Step.Send send) {
    AttemptResult result = carrier.send(send);
    metrics.attempt(send, result);
    return result;
  }

  @Override
  public void share(double part) {
    carrier.share(part);
  }

  @Override
  public void settle(Receipt receipt) {
    metrics.receipt(receipt);
    if (receipt.outcome() == DeliveryOutcome.FAILED) {
      alarms.failed(receipt);
    }
    receipts.write(receipt, () -> ledger.finish(receipt.work().position()));
  }

  @Override
  public void finish(Position position) {
    ledger.finish(position);
  }

  @Override
  public void notice(Step.Notice notice) {
    switch (notice) {
      case Step.Paused(Pause pause) -> {
        LOG.atWarn()
            .addKeyValue("scope", pause.scope())
            .addKeyValue("until", pause.until())
            .log("asked to wait");
        others.accept(pause);
      }
      case Step.Opened(String channel, Instant until) -> {
        metrics.opened(channel);
        LOG.atError()
            .addKeyValue("channel", channel)
            .addKeyValue("until", until)
            .log("channel does not answer and is left alone for a while");
      }
      case Step.Closed(String channel) ->
          LOG.atInfo().addKeyValue("channel", channel).log("channel answers again");
    }
  }
}
