package io.cueline.ingest;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.StreamSpec.KeepAlive;
import io.cueline.cxone.token.Credentials;
import io.cueline.ingest.dialect.DialectFile;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.stream.Backoff;
import io.cueline.ingest.stream.StreamSettings;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How the tenant is wired: the profile, and what the settings say of it. What is wrong is a {@link
 * StartupException}.
 */
record Wiring(Settings settings, Profile profile) {

  static Wiring of(Settings settings) {
    return new Wiring(settings, profile(settings));
  }

  /** The stream to read, where the profile has one. */
  Optional<StreamSpec> stream() {
    Optional<String> wanted = settings.get(IngestSettings.STREAM);
    if (wanted.isEmpty()) {
      return profile.deciding(StreamSpec.Matter.COMPLIANCE);
    }
    Optional<StreamSpec> found =
        profile.streams().stream().filter(each -> each.name().equals(wanted.get())).findFirst();
    if (found.isEmpty()) {
      throw new StartupException(
          "%s: profile %s has no stream '%s'; it has %s"
              .formatted(
                  IngestSettings.STREAM.key(),
                  profile.name(),
                  wanted.get(),
                  profile.streams().stream().map(StreamSpec::name).toList()));
    }
    return found;
  }

  FrameDecoder decoder(StreamSpec stream) {
    String dialect = settings.get(IngestSettings.DIALECT).orElse(stream.dialect());
    return new FrameDecoder(DialectFile.load(dialect), settings.get(IngestSettings.MAX_MESSAGE));
  }

  StreamSettings connection(String source, StreamSpec stream) {
    return switch (stream.endpoint()) {
      case StreamSpec.Listen _ ->
          throw new StartupException(
              "stream '%s' is one that the tenant opens to us, which ingest cannot take yet: set %s to another"
                  .formatted(stream.name(), IngestSettings.STREAM.key()));
      case StreamSpec.Connect connect -> {
        KeepAlive keep = connect.keepAlive();
        yield new StreamSettings(
            source,
            connect,
            settings.get(IngestSettings.CONNECT_TIMEOUT),
            settings.get(IngestSettings.PING_INTERVAL).orElse(keep.ping()),
            settings.get(IngestSettings.PONG_TIMEOUT).orElse(keep.pong()),
            new Backoff(
                settings.get(IngestSettings.RECONNECT_DELAY).orElse(keep.reconnect()),
                settings.get(IngestSettings.RECONNECT_MOST),
                jitter()),
            settings.get(IngestSettings.MAX_MESSAGE));
      }
    };
  }

  /** As a share. */
  double jitter() {
    return settings.get(IngestSettings.RECONNECT_JITTER) / 100.0;
  }

  private static Profile profile(Settings settings) {
    try {
      return Profile.load(
          settings.get(CxoneSettings.PROFILE), settings.get(CxoneSettings.VARIABLES));
    } catch (ProfileException wrong) {
      throw new StartupException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  CxoneClient client() {
    Optional<Credentials.AccessKey> accessKey =
        settings
            .get(CxoneSettings.ACCESS_KEY_ID)
            .flatMap(
                id ->
                    settings
                        .get(CxoneSettings.ACCESS_KEY_SECRET)
                        .map(secret -> new Credentials.AccessKey(id, secret)));
    try {
      return CxoneClient.create(
          profile,
          new Credentials(
              settings.get(CxoneSettings.CLIENT_ID).orElse(""),
              settings.get(CxoneSettings.CLIENT_SECRET).orElse(""),
              accessKey),
          InstantSource.system());
    } catch (IllegalArgumentException missing) {
      throw new StartupException(String.valueOf(missing.getMessage()), missing);
    }
  }
}
