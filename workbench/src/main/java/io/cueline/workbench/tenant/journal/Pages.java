package io.cueline.workbench.tenant.journal;

import java.util.List;

/** Pages of a list whose elements' ordinals are their indices. */
final class Pages {

  private Pages() {}

  static <T> List<T> of(List<T> all, long from, int limit) {
    int begin = (int) Math.clamp(from, 0L, all.size());
    int end = (int) Math.min((long) begin + Math.max(limit, 0), all.size());
    return List.copyOf(all.subList(begin, end));
  }
}
