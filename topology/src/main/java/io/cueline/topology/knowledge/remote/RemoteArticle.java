package io.cueline.topology.knowledge.remote;

/**
 * An article as the tenant's search returned it.
 *
 * @param title plain text
 * @param body plain text, cut where nobody looks any more
 * @param citation its web address, or its id where it has none
 * @param score 0 to 1, against the best of the same answer where the tenant counts otherwise
 */
record RemoteArticle(String id, String title, String body, String citation, double score) {

  RemoteArticle {
    if (id.isBlank() || !(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("no id, or score %s out of 0..1".formatted(score));
    }
  }
}
