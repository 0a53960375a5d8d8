package io.cueline.topology.knowledge.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityNamesTest {

  private final EntityNames names =
      EntityNames.none()
          .with(
              Set.of("grand hotel", "old mill lodge", "sea view inn", "star hotel"),
              EntityNamesTest::words);

  @Test
  void nothingIsNamedWhereNoWordOfANameIsSaid() {
    assertThat(names.mentioned(List.of(words("how much is breakfast"), Set.of()))).isEmpty();
    assertThat(EntityNames.none().mentioned(List.of(words("grand hotel")))).isEmpty();
  }

  @Test
  void aNameSaidInFullBeatsAPartOfAnotherAndACommonWordSaysLittle() {
    Map<String, Double> mentioned =
        names.mentioned(List.of(words("i stay at sea view inn which is a hotel")));
    assertThat(best(mentioned)).isEqualTo("sea view inn");
    assertThat(mentioned.get("star hotel"))
        .isLessThan(mentioned.getOrDefault("sea view inn", 0.0) / 5);
  }

  @Test
  void ofTwoNamedTheLaterCountsMoreUnlessItWasHardlyNamed() {
    Set<String> mill = words("the old mill lodge is fully booked");
    Set<String> sea = words("then take sea view inn");
    assertThat(best(names.mentioned(List.of(sea, mill)))).isEqualTo("sea view inn");
    assertThat(best(names.mentioned(List.of(mill, sea)))).isEqualTo("old mill lodge");
    assertThat(best(names.mentioned(List.of(words("which hotel"), sea)))).isEqualTo("sea view inn");
  }

  @Test
  void namesKnownAreNotTakenApartAgain() {
    List<String> asked = new ArrayList<>();
    Set<String> more = new HashSet<>(Set.of("grand hotel", "sea view inn", "old inn"));
    EntityNames next =
        names.with(
            more,
            name -> {
              asked.add(name);
              return words(name);
            });
    assertThat(asked).containsExactly("old inn");
    assertThat(next.size()).isEqualTo(3);
    assertThat(next.with(more, name -> Set.of())).isSameAs(next);
  }

  private static String best(Map<String, Double> mentioned) {
    return mentioned.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse("none");
  }

  private static Set<String> words(String text) {
    return Set.of(text.split(" ", -1));
  }
}
