package io.cueline.cxone.token;

/** How asking for a token came out. */
sealed interface TokenAnswer {

  record Granted(AccessToken token) implements TokenAnswer {}

  record Refused(TokenFailure failure) implements TokenAnswer {}
}
