package io.cueline.workbench.demo;

import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.cxone.profile.StreamSpec;
import io.cueline.runtime.service.StartupException;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.tenant.wire.TenantStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One way a tenant is wired, with the simulated tenant in the real one's place.
 *
 * @param profile a shipped profile's name, or a file
 * @param streams that the tenant must speak for it
 */
public record Wiring(String profile, List<TenantStream> streams) {

  /** Variables of the shipped profiles that name a host of the tenant. */
  private static final Set<String> HOSTS =
      Set.of("tenantUrl", "platformUrl", "realtimeUrl", "hubUrl");

  private static final URI NOWHERE = URI.create("http://localhost:1");

  public Wiring {
    streams = List.copyOf(streams);
  }

  /**
   * What the settings' profile asks of a tenant.
   *
   * @throws StartupException where the profile is wrong, or has streams that no tenant speaks
   */
  public static Wiring of(Settings settings) {
    String name = settings.get(CxoneSettings.PROFILE);
    try {
      Profile profile = Profile.load(name, variables(name, settings, NOWHERE));
      List<TenantStream> streams =
          profile.streams().stream().map(Wiring::stream).distinct().toList();
      if (streams.isEmpty()) {
        throw new StartupException("profile %s has no stream to play calls on".formatted(name));
      }
      return new Wiring(name, streams);
    } catch (ProfileException wrong) {
      throw new StartupException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static TenantStream stream(StreamSpec spec) {
    return TenantStream.of(spec.dialect())
        .orElseThrow(
            () ->
                new StartupException(
                    "the simulated tenant does not speak %s, the dialect of stream %s; it speaks %s"
                        .formatted(spec.dialect(), spec.name(), TenantStream.names())));
  }

  /** Whether its streams can carry a replay's clock. */
  public boolean carriesClock() {
    return !streams.contains(TenantStream.VOICEGATEWAY);
  }

  /** The profile's variables, with the tenant's hosts where the simulated one is. */
  public String variables(Settings settings, URI tenant) {
    return variables(profile, settings, tenant).entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .collect(Collectors.joining(";"));
  }

  private static Map<String, String> variables(String profile, Settings settings, URI tenant) {
    Set<String> declared = Profile.variables(profile);
    Map<String, String> variables = new TreeMap<>();
    declared.stream()
        .filter(HOSTS::contains)
        .forEach(host -> variables.put(host, tenant.toString()));
    if (declared.contains("tenant")) {
      variables.put("tenant", "simulated");
    }
    if (declared.contains("crmUrl")) {
      variables.put("crmUrl", tenant + "/crm/callback");
    }
    if (declared.contains("poll")) {
      variables.put("poll", "5s");
    }
    variables.putAll(settings.get(CxoneSettings.VARIABLES));
    return variables;
  }
}
