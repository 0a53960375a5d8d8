package io.cueline.topology.knowledge;

import io.cueline.cxone.call.CxoneClient;
import io.cueline.cxone.profile.Knowledge;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.cxone.token.Credentials;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.topology.knowledge.remote.TenantSearch;
import java.time.InstantSource;
import java.util.Optional;

/** The tenant's search as the settings and the profile name it. */
final class RemoteWiring {

  /** The contract's name of the call, for profiles that name no other. */
  private static final String SEARCH = "knowledge-search";

  private RemoteWiring() {}

  /**
   * Connects to nothing yet.
   *
   * @throws StartupException where the profile cannot be used, has no search, or credentials lack
   */
  static TenantSearch search(ServiceContext context) {
    Settings settings = context.settings();
    try {
      Profile profile =
          Profile.load(settings.get(CxoneSettings.PROFILE), settings.get(CxoneSettings.VARIABLES));
      String call = profile.knowledge().flatMap(Knowledge::search).orElse(SEARCH);
      profile.call(call);
      CxoneClient client =
          CxoneClient.create(profile, credentials(settings), InstantSource.system());
      return new TenantSearch(
          client,
          call,
          RemoteSettings.options(settings),
          InstantSource.system(),
          context.metrics());
    } catch (ProfileException | IllegalArgumentException wrong) {
      throw new StartupException("look-ups by the tenant's search: " + wrong.getMessage(), wrong);
    }
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
        settings.get(CxoneSettings.CLIENT_ID).orElse(""),
        settings.get(CxoneSettings.CLIENT_SECRET).orElse(""),
        accessKey);
  }
}
