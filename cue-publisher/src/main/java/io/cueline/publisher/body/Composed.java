package io.cueline.publisher.body;

/** What came of filling in a call. */
public sealed interface Composed {

  record Ready(TenantCall call) implements Composed {}

  /**
   * It cannot be made: the record lacks something that the call cannot do without.
   *
   * @param reason for people
   */
  record Lacking(String reason) implements Composed {}
}
