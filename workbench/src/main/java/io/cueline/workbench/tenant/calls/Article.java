package io.cueline.workbench.tenant.calls;

import java.util.Optional;

/** An article of the tenant's knowledge base. */
public record Article(String id, String title, String body, Optional<String> url) {

  public Article {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id is blank");
    }
    if (title.isBlank()) {
      throw new IllegalArgumentException("title is blank");
    }
  }
}
