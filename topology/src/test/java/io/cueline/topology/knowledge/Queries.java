package io.cueline.topology.knowledge;

import io.cueline.schemas.FlushCause;
import io.cueline.schemas.KnowledgeQuery;
import io.cueline.schemas.Position;
import io.cueline.schemas.Speaker;
import java.time.Instant;
import java.util.List;

/** Queries for tests. */
public final class Queries {

  private Queries() {}

  public static KnowledgeQuery query(
      String interaction, String id, String text, Instant decidedAt) {
    return KnowledgeQuery.newBuilder()
        .setQueryId(id)
        .setTenant("demo")
        .setInteractionId(interaction)
        .setSpeaker(Speaker.CUSTOMER)
        .setText(text)
        .setHistory(List.of())
        .setCause(FlushCause.IDLE)
        .setFirst(new Position("s", 1L, 1L))
        .setLast(new Position("s", 1L, 2L))
        .setAt(Instant.ofEpochMilli(1_000))
        .setReceivedAt(decidedAt)
        .setDecidedAt(decidedAt)
        .setAgentId("agent-7")
        .build();
  }
}
