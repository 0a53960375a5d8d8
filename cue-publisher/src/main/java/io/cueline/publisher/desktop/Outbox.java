package io.cueline.publisher.desktop;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What waits to be sent to one client: of each key the latest only. For one thread at a time. */
final class Outbox {

  private static final String GONE = "gone";

  private final int mostMessages;
  private final long mostChars;
  private final Map<Message.Key, Outgoing> waiting = new LinkedHashMap<>();
  private long chars;

  /**
   * @param mostChars of all that waits
   */
  Outbox(int mostMessages, long mostChars) {
    if (mostMessages < 1 || mostChars < 1) {
      throw new IllegalArgumentException("an outbox without room");
    }
    this.mostMessages = mostMessages;
    this.mostChars = mostChars;
  }

  /** Takes the place of an earlier one of its key. */
  void put(Message.Key key, Outgoing message) {
    Outgoing former = waiting.put(key, message);
    chars += message.text().length() - (former == null ? 0 : former.text().length());
  }

  /** Forgets what waits of a call, and says so instead. */
  void gone(String conversationId, String text) {
    Iterator<Map.Entry<Message.Key, Outgoing>> all = waiting.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Message.Key, Outgoing> each = all.next();
      if (each.getKey().conversationId().equals(conversationId)) {
        chars -= each.getValue().text().length();
        all.remove();
      }
    }
    put(new Message.Key(conversationId, GONE, ""), Outgoing.plain(text));
  }

  /** The one that waits longest, taken out. */
  Optional<Outgoing> next() {
    Iterator<Outgoing> all = waiting.values().iterator();
    if (!all.hasNext()) {
      return Optional.empty();
    }
    Outgoing message = all.next();
    all.remove();
    chars -= message.text().length();
    return Optional.of(message);
  }

  boolean isOverfull() {
    return waiting.size() > mostMessages || chars > mostChars;
  }

  int size() {
    return waiting.size();
  }

  void clear() {
    waiting.clear();
    chars = 0;
  }
}
