package io.cueline.ingest.kafka;

/**
 * Under which name frames are written.
 *
 * @param tenant stands in every record
 * @param name the stream's; what every instance has for itself, with {@code @} and the instance's
 */
public record Source(String tenant, String name) {

  public Source {
    if (tenant.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("tenant and source need names");
    }
  }

  /** Of a stream that one instance at a time reads. */
  public static Source shared(String tenant, String stream) {
    return new Source(tenant, stream);
  }

  /** Of what every instance hears for itself: what is pushed to it, or told over HTTP. */
  public static Source ofInstance(String tenant, String stream, String instance) {
    return new Source(tenant, stream + "@" + instance);
  }
}
