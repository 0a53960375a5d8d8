package io.cueline.topology.knowledge.remote;

import java.util.List;

/** What asking the tenant came to. */
public sealed interface SearchResult {

  /** Best first; nothing may have been found. */
  record Found(List<RemoteArticle> articles) implements SearchResult {
    public Found {
      articles = List.copyOf(articles);
    }
  }

  /** No answer; the reason is for people and holds nothing that was said. */
  record Failed(String reason) implements SearchResult {}
}
