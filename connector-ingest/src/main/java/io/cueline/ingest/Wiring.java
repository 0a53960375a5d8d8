package io.cueline.ingest;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.StreamSpec.KeepAlive;
import io.cueline.cxone.token.Credentials;
import io.cueline.ingest.dialect.DialectFile;
import io.cueline.ingest.dialect.FrameDecoder;
import io.cueline.ingest.server.PushLimits;
import io.cueline.ingest.stream.Backoff;
import io.cueline.ingest.stream.StreamSettings;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.runtime.settings.Settings;
import io.cueline.schemas.Speaker;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the tenant is wired: the profile, and what the settings say of it. What is wrong is a {@link
 * StartupException}.
 */
record Wiring(Settings settings, Profile profile) {

  static Wiring of(Settings settings) {
    return new Wiring(settings, profile(settings));
  }

  /** The streams to read: all of the profile, or those that are named. */
  List<StreamSpec> streams() {
    List<String> wanted = settings.get(IngestSettings.STREAMS);
    List<String> known = profile.streams().stream().map(StreamSpec::name).toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw new StartupException(
            "%s: profile %s has no stream '%s'; it has %s"
                .formatted(IngestSettings.STREAMS.key(), profile.name(), name, known));
      }
    }
    List<StreamSpec> streams =
        profile.streams().stream()
            .filter(each -> wanted.isEmpty() || wanted.contains(each.name()))
            .toList();
    if (streams.size() != 1) {
      forOneStream(IngestSettings.SOURCE, streams);
      forOneStream(IngestSettings.DIALECT, streams);
    }
    return streams;
  }

  private void forOneStream(Setting<Optional<String>> setting, List<StreamSpec> streams) {
    if (settings.get(setting).isPresent()) {
      throw new StartupException(
          "%s is for one stream, and %d are read: choose one by %s"
              .formatted(setting.key(), streams.size(), IngestSettings.STREAMS.key()));
    }
  }

  /** Under which name a stream's frames are written. */
  String source(StreamSpec stream) {
    return settings.get(IngestSettings.SOURCE).orElse(stream.name());
  }

  FrameDecoder decoder(StreamSpec stream) {
    String dialect = settings.get(IngestSettings.DIALECT).orElse(stream.dialect());
    return new FrameDecoder(
        DialectFile.load(dialect).withSpeakers(speakers(stream)),
        settings.get(IngestSettings.MAX_MESSAGE));
  }

  private static Map<String, Speaker> speakers(StreamSpec stream) {
    Map<String, Speaker> speakers = new HashMap<>();
    stream
        .speakers()
        .forEach((word, meaning) -> speakers.put(word, Speaker.valueOf(meaning.name())));
    return speakers;
  }

  StreamRole role(StreamSpec stream) {
    return StreamRole.of(stream, profile);
  }

  StreamSettings connection(StreamSpec stream, StreamSpec.Connect connect) {
    KeepAlive keep = connect.keepAlive();
    return new StreamSettings(
        source(stream),
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

  /** What a stream that the tenant opens to us may cost. */
  PushLimits pushLimits() {
    return PushLimits.of(
        settings,
        settings.get(IngestSettings.MAX_MESSAGE),
        settings.get(IngestSettings.PING_INTERVAL).orElse(KeepAlive.DEFAULT.ping()),
        settings.get(IngestSettings.PONG_TIMEOUT).orElse(KeepAlive.DEFAULT.pong()));
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
