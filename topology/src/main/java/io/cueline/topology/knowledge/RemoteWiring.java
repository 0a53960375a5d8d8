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
import io.cueline.schemas.serde.AvroSerde;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.schemas.topic.TopicNames;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.remote.RemoteLookUp;
import io.cueline.topology.knowledge.remote.TenantSearch;
import java.time.InstantSource;
import java.util.Optional;

/** Look-up by the tenant's search, as the settings and the profile name it. */
final class RemoteWiring {

  /** The contract's name of the call, for profiles that name no other. */
  private static final String SEARCH = "knowledge-search";

  private RemoteWiring() {}

  static boolean isAsked(Settings settings) {
    return settings.get(KnowledgeSettings.SOURCE) == KnowledgeSettings.Source.REMOTE;
  }

  /**
   * Empty where the tenant is not to be asked; asks nothing yet.
   *
   * @throws StartupException where the profile cannot be used, has no search, or credentials lack
   */
  static Optional<RemoteLookUp> lookUp(
      ServiceContext context, TopicNames names, SchemaDirectory directory, Analysis analysis) {
    if (!isAsked(context.settings())) {
      return Optional.empty();
    }
    RemoteLookUp.Topics topics =
        new RemoteLookUp.Topics(
            names.of(Topics.KNOWLEDGE_QUERIES),
            AvroSerde.of(Topics.KNOWLEDGE_QUERIES, directory),
            names.of(Topics.KNOWLEDGE_RESULTS),
            AvroSerde.of(Topics.KNOWLEDGE_RESULTS, directory));
    return Optional.of(
        new RemoteLookUp(
            search(context),
            RemoteSettings.options(context.settings()),
            analysis,
            topics,
            () -> KnowledgeClients.queries(context.kafka()),
            KnowledgeClients.results(context.kafka()),
            InstantSource.system()));
  }

  private static TenantSearch search(ServiceContext context) {
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
