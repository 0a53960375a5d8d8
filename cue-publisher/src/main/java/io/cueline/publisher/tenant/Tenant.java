package io.cueline.publisher.tenant;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Cargo;
import io.cueline.cxone.profile.Channels;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.cxone.profile.RealtimeSpec;
import io.cueline.cxone.profile.TokenPlace;
import io.cueline.cxone.token.Credentials;
import io.cueline.publisher.delivery.Routes;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tenant as the settings name it.
 *
 * @param client to be closed by whoever asked for it
 */
public record Tenant(Profile profile, CxoneClient client) {

  /** The call of the contract that can be told of changes and closes. */
  private static final String CUES = "cues";

  /**
   * Connects to nothing yet.
   *
   * @throws StartupException where the profile cannot be used, or credentials are missing
   */
  public static Tenant of(Settings settings, InstantSource clock) {
    try {
      Profile profile =
          Profile.load(settings.get(CxoneSettings.PROFILE), settings.get(CxoneSettings.VARIABLES));
      return new Tenant(profile, CxoneClient.create(profile, credentials(settings), clock));
    } catch (ProfileException | IllegalArgumentException wrong) {
      throw new StartupException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  /** Which calls carry what, and which of them are none of the tenant's own. */
  public Routes routes() {
    Channels channels = profile.channels();
    Set<String> outside =
        profile.calls().values().stream()
            .filter(call -> call.token() instanceof TokenPlace.Nowhere)
            .map(CallSpec::name)
            .collect(Collectors.toCollection(HashSet::new));
    outside.add(Routes.REALTIME);
    Set<String> oneWay =
        Stream.concat(
                Stream.of(Routes.REALTIME),
                profile.calls().values().stream()
                    .filter(call -> !call.name().equals(CUES) || call.body().isPresent())
                    .filter(call -> !tellsStates(call))
                    .map(CallSpec::name))
            .collect(Collectors.toSet());
    return new Routes(
        channels.interrupt(),
        channels.disclosure(),
        channels.disclosureChanges(),
        channels.card(),
        channels.feedback(),
        outside,
        oneWay);
  }

  /** Where frames go in real time, where a channel wants any. */
  public Optional<RealtimeSpec> realtime() {
    boolean wanted =
        Stream.of(Cargo.values())
            .anyMatch(cargo -> cargo.of(profile.channels()).contains(Cargo.REALTIME));
    return profile.realtime().filter(_ -> wanted && !profile.calls().containsKey(Cargo.REALTIME));
  }

  /** Whether a state that follows another means anything by a call: not if it never says which. */
  private static boolean tellsStates(CallSpec call) {
    return call.body().isPresent()
        && call.body()
            .get()
            .places()
            .anyMatch(it -> it.placeholder().equals("status") || it.placeholder().equals("change"));
  }

  private static Credentials credentials(Settings settings) {
    Optional<Credentials.AccessKey> accessKey =
        settings
            .get(CxoneSettings.ACCESS_KEY_ID)
            .map(
                id ->
                    new Credentials.AccessKey(
                        id, settings.get(CxoneSettings.ACCESS_KEY_SECRET).orElse("")));
    return new Credentials(
        required(settings, CxoneSettings.CLIENT_ID),
        required(settings, CxoneSettings.CLIENT_SECRET),
        accessKey);
  }

  private static String required(Settings settings, Setting<Optional<String>> setting) {
    return settings
        .get(setting)
        .orElseThrow(
            () ->
                new StartupException(
                    "%s is not set: put it into the settings file or the environment as %s (%s)"
                        .formatted(setting.key(), setting.environmentName(), setting.doc())));
  }
}
