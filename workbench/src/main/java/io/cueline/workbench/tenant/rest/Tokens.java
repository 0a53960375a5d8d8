package io.cueline.workbench.tenant.rest;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The tokens in force; a restart forgets them all, as a tenant may revoke them. Thread safe. */
public final class Tokens {

  private final SecureRandom random = new SecureRandom();
  private final Map<String, Instant> expiries = new ConcurrentHashMap<>();
  private final AtomicLong issued = new AtomicLong();
  private final Duration life;
  private final InstantSource now;

  public Tokens(Duration life, InstantSource now) {
    this.life = life;
    this.now = now;
  }

  String issue() {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant time = now.instant();
    expiries.values().removeIf(expiry -> !expiry.isAfter(time));
    expiries.put(token, time.plus(life));
    issued.incrementAndGet();
    return token;
  }

  Duration life() {
    return life;
  }

  public boolean valid(String token) {
    Instant expiry = expiries.get(token);
    return expiry != null && expiry.isAfter(now.instant());
  }

  /** Since the start. */
  public long issued() {
    return issued.get();
  }

  /** Every token issued so far is refused from here on. */
  public void revokeAll() {
    expiries.clear();
  }
}
