package io.cueline.schemas.topic;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Full topic names under a prefix. One prefix is one tenant.
 *
 * @param prefix letters, digits, dots, dashes and underscores, put before each name as it is; may
 *     be empty
 */
public record TopicNames(String prefix) {

  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]{0,150}");

  public TopicNames {
    if (!ALLOWED.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "topic prefix '%s': only letters, digits, '.', '-' and '_', at most 150 of them"
              .formatted(prefix));
    }
  }

  public String of(Topic<?> topic) {
    return prefix + topic.baseName();
  }

  public List<String> of(List<Topic<?>> topics) {
    return topics.stream().map(this::of).toList();
  }
}
