package io.cueline.publisher;

import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Position;
import io.cueline.publisher.delivery.Receipt;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.engine.Carrier;
import io.cueline.publisher.engine.DeliveryEngine;
import io.cueline.publisher.kafka.Ledger;
import io.cueline.publisher.kafka.ReceiptWriter;
import io.cueline.publisher.metrics.PublisherMetrics;
import io.cueline.schemas.DeliveryOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what the engine decides: attempts, receipts, and records ticked off after them. */
record Deliverer(Carrier carrier, ReceiptWriter receipts, Ledger ledger, PublisherMetrics metrics)
    implements DeliveryEngine.Hands {

  private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

  @Override
  public AttemptResult send(Step.Send send) {
    AttemptResult result = carrier.send(send);
    metrics.attempt(send, result);
    return result;
  }

  @Override
  public void settle(Receipt receipt) {
    metrics.receipt(receipt);
    if (receipt.outcome() == DeliveryOutcome.FAILED) {
      LOG.atWarn()
          .addKeyValue("cause", receipt.work().causeId())
          .addKeyValue("interaction", receipt.work().interactionId())
          .addKeyValue("channel", receipt.work().channel())
          .addKeyValue("attempts", receipt.attempts())
          .addKeyValue("reason", receipt.reason().orElse(""))
          .log("not delivered");
    }
    receipts.write(receipt, () -> ledger.finish(receipt.work().position()));
  }

  @Override
  public void finish(Position position) {
    ledger.finish(position);
  }
}
