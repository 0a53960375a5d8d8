package io.cueline.runtime.http;

/** Answers a request, on a virtual thread of its own: it may block. */
@FunctionalInterface
public interface HttpHandler {

  /**
   * @throws HttpFailure to answer with its status and message
   * @throws Exception anything else is answered with 500 and logged, its text shown to nobody
   */
  HttpReply handle(HttpRequest request) throws Exception;
}
