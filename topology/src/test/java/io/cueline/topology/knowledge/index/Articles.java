package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeArticle;
import java.time.Instant;

/** Articles for tests. */
public final class Articles {

  public static final KnowledgeArticle PIN =
      article(
          "kb-1",
          "Reset a forgotten PIN",
          "Call us or use the app. To reset a forgotten PIN open Cards in the app, choose the card and"
              + " tap Reset PIN. The new PIN works at once.");

  public static final KnowledgeArticle FEES =
      article(
          "kb-2",
          "Foreign transaction fees",
          "The Silver card charges a fee of 2% on foreign transactions. The Gold card has none.");

  private Articles() {}

  public static KnowledgeArticle article(String id, String title, String body) {
    return KnowledgeArticle.newBuilder()
        .setId(id)
        .setTitle(title)
        .setBody(body)
        .setHash("%08x".formatted((title + "\n" + body).hashCode()))
        .setFetchedAt(Instant.EPOCH)
        .build();
  }
}
