package io.cueline.ingest;

import io.cueline.cxone.profile.StreamSpec;
import io.cueline.cxone.profile.StreamSpec.Notifications;
import io.cueline.ingest.kafka.ContactFollower;
import io.cueline.ingest.stream.Contacts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The contacts that a stream of notifications follows: those of its profile, and another's calls.
 */
record Followed(Contacts contacts, Optional<ContactFollower> follower) implements AutoCloseable {

  static Followed of(StreamSpec.Connect endpoint, SourceFactory sources) {
    if (endpoint.notifications().isEmpty()) {
      return new Followed(Contacts.NONE, Optional.empty());
    }
    Notifications wanted = endpoint.notifications().get();
    Optional<ContactFollower> follower = wanted.contactsFrom().map(sources::contactsOf);
    Contacts contacts =
        () -> {
          Set<String> all = new HashSet<>(wanted.contacts());
          follower.ifPresent(other -> all.addAll(other.now()));
          return all;
        };
    return new Followed(contacts, follower);
  }

  @Override
  public void close() {
    follower.ifPresent(ContactFollower::close);
  }
}
