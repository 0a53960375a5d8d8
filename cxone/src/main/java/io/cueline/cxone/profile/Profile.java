package io.cueline.cxone.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One way a tenant is wired: everything about its side that the binaries must be told. Holds no
 * secret. Immutable.
 *
 * @param name of the profile
 * @param tenant as it stands in every record
 * @param streams by their order in the file; names are unique
 * @param calls by name
 * @param knowledge empty where the profile polls no articles
 * @param realtime empty where no frames go in real time
 */
public record Profile(
    String name,
    String tenant,
    AuthSpec auth,
    List<StreamSpec> streams,
    Map<String, CallSpec> calls,
    Limits limits,
    Channels channels,
    Optional<Knowledge> knowledge,
    Optional<RealtimeSpec> realtime) {

  public Profile {
    streams = List.copyOf(streams);
    calls = Map.copyOf(calls);
  }

  /**
   * Reads a profile and fills in its variables.
   *
   * @param nameOrFile name of a shipped profile ({@code simulator}), or the path of a file: what
   *     holds a separator or ends in {@code .yaml} or {@code .yml}
   * @param variables values for the variables the file declares; the others keep their defaults
   * @throws ProfileException saying what is wrong and how to mend it
   */
  public static Profile load(String nameOrFile, Map<String, String> variables) {
    return ProfileFiles.load(nameOrFile, variables);
  }

  /** The names of the profiles that come with Cueline, sorted. */
  public static List<String> shipped() {
    return ProfileFiles.SHIPPED;
  }

  /**
   * The names of the variables that a profile declares.
   *
   * @param nameOrFile as for {@link #load}
   * @throws ProfileException when it cannot be read
   */
  public static Set<String> variables(String nameOrFile) {
    return ProfileFiles.variables(nameOrFile);
  }

  /**
   * The variables that a profile declares without a value of their own and that are not given
   * either: it cannot be loaded without them.
   *
   * @param nameOrFile as for {@link #load}
   * @throws ProfileException when it cannot be read
   */
  public static Set<String> missingVariables(String nameOrFile, Map<String, String> given) {
    return ProfileFiles.missing(nameOrFile, given);
  }

  /**
   * Variables as one setting holds them: {@code region=api-eu;tenant=bank}.
   *
   * @throws IllegalArgumentException with what was expected
   */
  public static Map<String, String> parseVariables(String text) {
    return Variables.parse(text);
  }

  /**
   * @throws ProfileException when the profile has no such call, naming those it has
   */
  public CallSpec call(String callName) {
    CallSpec call = calls.get(callName);
    if (call == null) {
      throw new ProfileException(
          "profile %s has no call '%s'; it has: %s. Add it under calls:"
              .formatted(
                  name, callName, calls.keySet().stream().sorted().collect(Collectors.toList())));
    }
    return call;
  }

  /** The stream that decides on the given matter; a profile has at most one for each. */
  public Optional<StreamSpec> deciding(StreamSpec.Matter matter) {
    return streams.stream().filter(stream -> stream.decides().contains(matter)).findFirst();
  }
}
