package io.cueline.publisher.engine;

import io.cueline.publisher.delivery.AttemptResult;
import io.cueline.publisher.delivery.Step;
import java.util.Map;

/**
 * Hands each channel's work to what carries it.
 *
 * @param others carriers of channels that are no calls of the tenant's, by channel
 * @param calls carries all other channels
 */
public record Carriers(Map<String, Carrier> others, Carrier calls) implements Carrier {

  public Carriers {
    others = Map.copyOf(others);
  }

  @Override
  public void share(double part) {
    others.values().forEach(each -> each.share(part));
    calls.share(part);
  }

  @Override
  public AttemptResult send(Step.Send send) {
    return others.getOrDefault(send.work().channel(), calls).send(send);
  }
}
