package io.cueline.topology.text;

import io.cueline.topology.text.NormalText.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to read an utterance. Most have only one; where something was said in numbers or with
 * disfluencies there are more, and a phrase found in any of them is found.
 *
 * @param asSaid nothing was taken out: for rules that keep disfluencies
 */
public record Reading(NormalText text, boolean asSaid) {

  /**
   * All ways to read it: as said, without um and uh, without any disfluency; each of these also
   * with spoken numbers as digits, once with units as words and once as signs. At most nine,
   * without repetitions. Time is linear in the length.
   */
  public static List<Reading> of(String said) {
    NormalText normal = Normaliser.normalise(said);
    Glance glance = Glance.at(normal.text());
    if (!glance.numbers() && !glance.disfluencies()) {
      return List.of(new Reading(normal, true));
    }
    List<Reading> readings = new ArrayList<>(3);
    add(readings, normal, true, glance);
    List<Edit> all =
        glance.disfluencies()
            ? Disfluencies.edits(normal.text(), Disfluencies.Level.ALL)
            : List.of();
    if (!all.isEmpty()) {
      List<Edit> some = Disfluencies.edits(normal.text(), Disfluencies.Level.HESITATIONS);
      if (!some.isEmpty() && !some.equals(all)) {
        add(readings, normal.edited(some), false, glance);
      }
      add(readings, normal.edited(all), false, glance);
    }
    return readings;
  }

  /** How a literal phrase may be written: as it is, and with numbers as {@link #of} signs them. */
  public static List<String> ofPhrase(String phrase) {
    NormalText normal = Normaliser.normalise(phrase);
    String text = normal.text();
    String signed = normal.edited(SpokenNumbers.withSigns(text, SpokenNumbers.find(text))).text();
    return signed.equals(text) ? List.of(text) : List.of(text, signed);
  }

  /** As it is, and with its numbers as digits. */
  private static void add(List<Reading> readings, NormalText text, boolean asSaid, Glance glance) {
    readings.add(new Reading(text, asSaid));
    List<SpokenNumbers.Found> numbers =
        glance.numbers() ? SpokenNumbers.find(text.text()) : List.of();
    if (numbers.isEmpty()) {
      return;
    }
    List<Edit> words = SpokenNumbers.withWords(numbers);
    if (!words.isEmpty()) {
      readings.add(new Reading(text.edited(words), asSaid));
    }
    List<Edit> signs = SpokenNumbers.withSigns(text.text(), numbers);
    if (!signs.isEmpty() && !signs.equals(words)) {
      readings.add(new Reading(text.edited(signs), asSaid));
    }
  }
}
