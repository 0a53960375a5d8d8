package io.cueline.topology.knowledge;

import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.topology.knowledge.remote.RemoteOptions;
import java.time.Duration;
import java.util.List;

/** What can be set of look-ups by the tenant's own search. */
public final class RemoteSettings {

  public static final Setting<String> LANGUAGE =
      Setting.text(
          "knowledge.remote.language", "en-US", "of the articles that the tenant is asked for");
  public static final Setting<Integer> IN_FLIGHT =
      Setting.number("knowledge.remote.in-flight", 8, 1, 256, "searches at once of an instance");
  public static final Setting<Duration> DEADLINE =
      Setting.duration(
          "knowledge.remote.deadline",
          "2s",
          "after a query; later the local articles answer; less than knowledge.max-age");
  public static final Setting<Duration> CACHE =
      Setting.duration("knowledge.remote.cache", "10m", "how long an answer of the tenant is good");
  public static final Setting<Integer> PER_MINUTE =
      Setting.number(
          "knowledge.remote.per-minute",
          20,
          1,
          100_000,
          "searches a minute of an instance; the tenant counts them with what is delivered");

  public static final List<Setting<?>> ALL =
      List.of(LANGUAGE, IN_FLIGHT, DEADLINE, CACHE, PER_MINUTE);

  private RemoteSettings() {}

  /**
   * @throws StartupException where the deadline leaves the local articles no time to answer
   */
  static RemoteOptions options(Settings settings) {
    Duration deadline = settings.get(DEADLINE);
    if (deadline.isZero() || deadline.compareTo(settings.get(KnowledgeSettings.MAX_AGE)) >= 0) {
      throw new StartupException(
          "%s must be more than 0 and less than %s"
              .formatted(DEADLINE.key(), KnowledgeSettings.MAX_AGE.key()));
    }
    return new RemoteOptions(
        settings.get(LANGUAGE),
        settings.get(KnowledgeSettings.CARDS) * 2,
        settings.get(IN_FLIGHT),
        deadline,
        settings.get(CACHE),
        settings.get(PER_MINUTE));
  }
}
