package io.cueline.topology.compliance;

import io.cueline.schemas.Evidence;
import io.cueline.schemas.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Identities derived from what caused a thing, so that anything done twice is the same thing. */
final class Ids {

  private static final int BYTES = 16;

  private Ids() {}

  static String violation(
      String interactionId, String ruleId, int version, List<Position> evidence) {
    List<String> parts = new ArrayList<>(List.of("violation", interactionId, ruleId));
    parts.add(Integer.toString(version));
    evidence.forEach(position -> add(parts, position));
    return hash(parts);
  }

  static String interruptCue(String violationId) {
    return hash(List.of("interrupt", violationId));
  }

  /** The cue that was opened by this disclosure falling due. */
  static String disclosureCue(
      String interactionId, String ruleId, int version, Position startedBy) {
    List<String> parts = new ArrayList<>(List.of("disclosure", interactionId, ruleId));
    parts.add(Integer.toString(version));
    add(parts, startedBy);
    return hash(parts);
  }

  static String query(String interactionId, Position first, Position last) {
    List<String> parts = new ArrayList<>(List.of("query", interactionId));
    add(parts, first);
    add(parts, last);
    return hash(parts);
  }

  static List<Position> positions(List<Evidence> evidence) {
    return evidence.stream().map(Evidence::getPosition).toList();
  }

  private static void add(List<String> parts, Position position) {
    parts.add(position.getSource());
    parts.add(Long.toString(position.getEpoch()));
    parts.add(Long.toString(position.getSeq()));
  }

  /** 128 bits of SHA-256; each part with its length, so that none can run into the next. */
  private static String hash(List<String> parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
