package io.cueline.workbench.tenant.stream;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waiting until a socket has taken what was sent. */
final class Handover {

  private static final long POLL_MILLIS = 50;

  private Handover() {}

  /** Waits as long as it takes: a client that reads slowly slows the replay, nothing is dropped. */
  static boolean taken(CompletableFuture<?> sending, BooleanSupplier givingUp) {
    while (true) {
      try {
        sending.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
        return true;
      } catch (TimeoutException e) {
        if (givingUp.getAsBoolean()) {
          return false;
        }
      } catch (ExecutionException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }
}
