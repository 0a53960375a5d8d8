package io.cueline.publisher.desktop.hub;

import io.cueline.schemas.Feedback;
import java.util.function.Consumer;

/** Where what agents did goes. Thread-safe. */
@FunctionalInterface
public interface FeedbackSink {

  /**
   * @param done told whether it is stored, once, on any thread: must be quick
   */
  void write(Feedback feedback, Consumer<Boolean> done);
}
