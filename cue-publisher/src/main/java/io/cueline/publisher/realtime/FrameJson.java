package io.cueline.publisher.realtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a frame as the contract's section 4 has it. */
public final class FrameJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FrameJson() {}

  /**
   * @param sequence its place on the connection, from 1
   */
  public static String of(SyncFrame frame, long sequence) {
    ObjectNode root =
        JSON.objectNode()
            .put("type", "PROMPT_SYNC")
            .put("frame_id", frame.frameId())
            .put("sequence", sequence);
    ObjectNode payload =
        root.putObject("payload")
            .put("session_id", frame.sessionId())
            .put("agent_id", frame.agentId().orElse(null))
            .put("interaction_id", frame.interactionId());
    ArrayNode snippets = payload.putArray("snippets");
    for (Snippet snippet : frame.snippets()) {
      ObjectNode node =
          snippets
              .addObject()
              .put("snippet_id", snippet.id())
              .put("content", snippet.content())
              .put("source_system", snippet.source().name());
      ArrayNode tags = node.putArray("tags");
      snippet.tags().forEach(tags::add);
    }
    payload
        .put("priority_override", frame.priorityOverride())
        .put("priority_level", frame.level())
        .put("relevance_score", frame.relevance())
        .put("timestamp", frame.builtAt().getEpochSecond())
        .put("ttl_seconds", frame.ttl().toSeconds());
    return root.toString();
  }
}
