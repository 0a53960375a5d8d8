package io.cueline.workbench.cli.profile;

import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.StreamSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the hosts of a profile have an address, and whether somebody listens there. */
final class Reachability {

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private record Place(String host, int port) {}

  private Reachability() {}

  /** Blocks for some seconds at most for each host. */
  static List<Finding> of(Profile profile) {
    List<Finding> findings = new ArrayList<>();
    places(profile).forEach((place, where) -> findings.add(reach(place, where)));
    return findings;
  }

  /** Each place once, with the first that names it. */
  private static Map<Place, String> places(Profile profile) {
    Map<Place, String> places = new LinkedHashMap<>();
    places.put(place(profile.auth().tokenUrl()), "auth.token-url");
    for (StreamSpec stream : profile.streams()) {
      if (stream.endpoint() instanceof StreamSpec.Connect connect) {
        places.putIfAbsent(place(connect.url()), "streams." + stream.name());
      }
    }
    for (CallSpec call : new TreeMap<>(profile.calls()).values()) {
      URI url = URI.create(call.url().replaceAll("[{}]", ""));
      places.putIfAbsent(place(url), "calls." + call.name());
    }
    profile.realtime().ifPresent(it -> places.putIfAbsent(place(it.endpoint().url()), "realtime"));
    return places;
  }

  private static Place place(URI url) {
    boolean secure = "https".equals(url.getScheme()) || "wss".equals(url.getScheme());
    int usual = secure ? 443 : 80;
    return new Place(url.getHost(), url.getPort() < 0 ? usual : url.getPort());
  }

  private static Finding reach(Place place, String where) {
    InetAddress address;
    try {
      address = InetAddress.getByName(place.host());
    } catch (UnknownHostException unknown) {
      return Finding.error(
          where,
          "the host %s has no address".formatted(place.host()),
          "correct the variable that names it, or this machine's DNS");
    }
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, place.port()), Math.toIntExact(PATIENCE.toMillis()));
      return Finding.ok(where, "%s:%d answers".formatted(place.host(), place.port()));
    } catch (IOException refused) {
      return Finding.error(
          where,
          "nobody takes a connection at %s:%d (%s)"
              .formatted(place.host(), place.port(), refused.getMessage()),
          "start it if it is yours; else ask for a way out through the firewall");
    }
  }
}
