package io.cueline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.ingest.dialect.FrameContent;
import io.cueline.schemas.FrameKind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamRoleTest {

  private static final StreamRole NOTHING = new StreamRole(false, false, false);
  private static final StreamRole KNOWLEDGE = new StreamRole(false, true, false);
  private static final StreamRole COMPLIANCE = new StreamRole(true, false, true);
  private static final StreamRole BOTH = new StreamRole(true, true, true);

  private static FrameKind played(StreamRole role, FrameKind kind) {
    return role.play(FrameContent.assignment("i", "7", null).withKind(kind)).kind();
  }

  @Test
  void aCallHeardTwiceCountsOnce() {
    Map<StreamRole, FrameKind> utterance =
        Map.of(
            NOTHING, FrameKind.OTHER,
            KNOWLEDGE, FrameKind.FRAGMENT,
            COMPLIANCE, FrameKind.UTTERANCE,
            BOTH, FrameKind.UTTERANCE);
    Map<StreamRole, FrameKind> fragment =
        Map.of(
            NOTHING, FrameKind.OTHER,
            KNOWLEDGE, FrameKind.FRAGMENT,
            COMPLIANCE, FrameKind.OTHER,
            BOTH, FrameKind.FRAGMENT);
    Map<StreamRole, FrameKind> end =
        Map.of(
            NOTHING, FrameKind.OTHER,
            KNOWLEDGE, FrameKind.OTHER,
            COMPLIANCE, FrameKind.END,
            BOTH, FrameKind.END);

    utterance.forEach(
        (role, as) -> assertThat(played(role, FrameKind.UTTERANCE)).as("%s", role).isEqualTo(as));
    fragment.forEach(
        (role, as) -> assertThat(played(role, FrameKind.FRAGMENT)).as("%s", role).isEqualTo(as));
    end.forEach((role, as) -> assertThat(played(role, FrameKind.END)).as("%s", role).isEqualTo(as));
  }

  @Test
  void whatAgentsDoAndWhoTheyAreIsHeardOnEveryStream() {
    for (StreamRole role : new StreamRole[] {NOTHING, KNOWLEDGE, COMPLIANCE, BOTH}) {
      assertThat(played(role, FrameKind.FEEDBACK)).isEqualTo(FrameKind.FEEDBACK);
      assertThat(played(role, FrameKind.ASSIGNMENT)).isEqualTo(FrameKind.ASSIGNMENT);
    }
  }
}
