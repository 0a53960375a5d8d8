package io.cueline.topology.app;

/**
 * Keys of the store. The first letter says of what, so that no id, however odd, meets another's.
 */
final class StoreKeys {

  private static final char INTERACTION = 'i';
  private static final char SOURCE = 's';

  private StoreKeys() {}

  static String interaction(String interactionId) {
    return INTERACTION + interactionId;
  }

  static String source(String source) {
    return SOURCE + source;
  }

  static boolean isSource(String key) {
    return key.charAt(0) == SOURCE;
  }

  /** The interaction or source that a key is of. */
  static String id(String key) {
    return key.substring(1);
  }
}
