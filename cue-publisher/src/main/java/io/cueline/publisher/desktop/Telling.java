package io.cueline.publisher.desktop;

import java.util.Optional;

/** What a record changed, for those who look at it. */
public sealed interface Telling {

  /**
   * Those who see that agent's calls are to be told.
   *
   * @param agentId who has the call, where that is known
   */
  record Tell(Message message, Optional<String> agentId) implements Telling {}

  /** It is there: who sees it is to be shown all of it. */
  record Appeared(String conversationId, Optional<String> agentId) implements Telling {}

  /** The call is another's now: some lose sight of it, some see all of it for the first time. */
  record Moved(String conversationId, Optional<String> from, Optional<String> to)
      implements Telling {}

  /** There is nothing of it to show any more. */
  record Gone(String conversationId, Optional<String> agentId) implements Telling {}
}
