package io.cueline.workbench.tenant.rest;

/** The one client and the one access key that the tenant knows. */
public record Credentials(
    String clientId, String clientSecret, String accessKeyId, String accessKeySecret) {

  @Override
  public String toString() {
    return "Credentials[" + clientId + ", " + accessKeyId + "]";
  }
}
