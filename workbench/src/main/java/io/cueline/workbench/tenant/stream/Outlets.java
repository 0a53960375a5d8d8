package io.cueline.workbench.tenant.stream;

import io.cueline.workbench.tenant.wire.TenantStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The outlets of all the streams that a tenant speaks. */
public final class Outlets {

  private final Map<TenantStream, Outlet> all;

  public Outlets(Map<TenantStream, Outlet> all) {
    this.all = new EnumMap<>(all);
  }

  /** Begins to look for the other side, where the tenant is the one who comes. */
  public void start() {
    all.values().forEach(Outlet::start);
  }

  Outlet of(TenantStream stream) {
    return Objects.requireNonNull(all.get(stream), stream.contractName());
  }

  /** Over all streams. */
  public int listeners() {
    return all.values().stream().mapToInt(Outlet::listeners).sum();
  }

  /** Whether on every stream somebody listens. */
  boolean complete() {
    return all.values().stream().allMatch(outlet -> outlet.listeners() > 0);
  }

  void onChange(Runnable listener) {
    all.values().forEach(outlet -> outlet.onChange(listener));
  }

  void beat(Instant at) {
    all.values().forEach(outlet -> outlet.beat(at));
  }

  /** Cuts every connection of every stream, without a farewell. */
  public void dropAll() {
    all.values().forEach(Outlet::dropAll);
  }

  /** See {@link Outlet#silence}. */
  public void silence() {
    all.values().forEach(Outlet::silence);
  }

  void giveUpOnSlowOnes() {
    all.values().forEach(Outlet::giveUpOnSlowOnes);
  }

  /** Says good-bye on every stream. */
  public void closeAll(Duration atMost) {
    all.values().forEach(outlet -> outlet.closeAll(atMost));
  }
}
