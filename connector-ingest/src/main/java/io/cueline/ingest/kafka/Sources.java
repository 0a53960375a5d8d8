package io.cueline.ingest.kafka;

/**
 * Under which names ingest writes.
 *
 * @param tenant stands in every record
 * @param stream what is read from the tenant's stream
 * @param control what is told over HTTP
 */
public record Sources(String tenant, String stream, String control) {

  public Sources {
    if (tenant.isBlank() || stream.isBlank() || control.isBlank() || stream.equals(control)) {
      throw new IllegalArgumentException("tenant and sources need names, each its own");
    }
  }

  public static Sources of(String tenant, String stream) {
    return new Sources(tenant, stream, stream + "-control");
  }
}
