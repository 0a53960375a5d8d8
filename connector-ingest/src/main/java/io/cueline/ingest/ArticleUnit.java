package io.cueline.ingest;

import io.cueline.ingest.ownership.Lease;
import io.cueline.ingest.ownership.Unit;
import io.cueline.ingest.poll.ArticlePoll;
import java.util.Optional;
import java.util.function.Function;

/** The poll for articles: one instance at a time carries it out. */
record ArticleUnit(Function<Lease, ArticlePoll> made) implements Unit {

  @Override
  public String name() {
    return "articles";
  }

  @Override
  public Running start(Lease lease) {
    ArticlePoll poll = made.apply(lease).start();
    return new Running() {

      @Override
      public Optional<String> waitingFor() {
        return poll.waitingFor();
      }

      @Override
      public void stop() {
        poll.close();
      }

      @Override
      public void abandon() {
        poll.close();
      }
    };
  }
}
