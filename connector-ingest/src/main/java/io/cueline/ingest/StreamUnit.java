package io.cueline.ingest;

import io.cueline.cxone.token.TokenSource;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.kafka.FrameMetrics;
import io.cueline.ingest.ownership.Lease;
import io.cueline.ingest.ownership.Unit;
import io.cueline.ingest.stream.StreamSettings;
import io.cueline.ingest.stream.TenantStream;
import java.util.Optional;

/** A stream that we connect to: one instance at a time reads it and writes its source. */
record StreamUnit(
    StreamSettings connection,
    FrameDecoder decoder,
    StreamRole role,
    TokenSource tokens,
    SourceFactory sources,
    FrameMetrics metrics)
    implements Unit {

  @Override
  public String name() {
    return connection.source();
  }

  @Override
  public Running start(Lease lease) {
    OpenSource source = sources.shared(connection.source(), metrics, lease);
    Intake intake = new Intake(decoder, role, source.log(), metrics);
    Followed followed = Followed.of(connection.endpoint(), sources);
    TenantStream stream =
        new TenantStream(connection, tokens, intake, metrics::reconnect, followed.contacts());
    source.log().onLoss(() -> stream.restart("Kafka did not take what was read"));
    stream.start();
    return new Reading(source, stream, followed);
  }

  private record Reading(OpenSource source, TenantStream stream, Followed followed)
      implements Running {

    @Override
    public Optional<String> waitingFor() {
      return stream.waitingFor();
    }

    /** The stream first, with a last tick; then what is on its way to Kafka. */
    @Override
    public void stop() {
      stream.close();
      followed.close();
      source.close();
    }

    /** The other way round: what is on its way stops at once, which also lets the stream go. */
    @Override
    public void abandon() {
      source.abandon();
      stream.close();
      followed.close();
    }
  }
}
