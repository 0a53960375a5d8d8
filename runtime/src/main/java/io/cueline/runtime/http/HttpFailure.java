package io.cueline.runtime.http;

/** A request that cannot be served for a reason its sender should read, such as a wrong body. */
public final class HttpFailure extends RuntimeException {

  private final int status;

  /**
   * @param status 400 to 599
   * @param message sent to the client as {@code {"error": message}}
   */
  public HttpFailure(int status, String message) {
    super(message);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not the status of a failure: " + status);
    }
    this.status = status;
  }

  public static HttpFailure badRequest(String message) {
    return new HttpFailure(400, message);
  }

  public static HttpFailure notFound(String message) {
    return new HttpFailure(404, message);
  }

  public int status() {
    return status;
  }

  HttpReply reply() {
    return HttpReply.error(status, String.valueOf(getMessage()));
  }
}
