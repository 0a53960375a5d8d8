package io.cueline.cxone.profile;

import java.util.Set;

/**
 * Which HTTP statuses mean that a call was delivered.
 *
 * @param listed empty for all of 200 to 299
 */
public record SuccessStatuses(Set<Integer> listed) {

  /** All of 200 to 299. */
  public static final SuccessStatuses ALL_2XX = new SuccessStatuses(Set.of());

  public SuccessStatuses {
    listed = Set.copyOf(listed);
    for (int status : listed) {
      if (status < 200 || status > 299) {
        throw new IllegalArgumentException("a success is a status from 200 to 299, got " + status);
      }
    }
  }

  public boolean contains(int status) {
    return listed.isEmpty() ? status >= 200 && status <= 299 : listed.contains(status);
  }
}
