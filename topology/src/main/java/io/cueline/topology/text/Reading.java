package io.cueline.topology.text;

import io.cueline.topology.text.NormalText.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to read an utterance. Most have only one; where something was said in numbers or with
 * disfluencies there are more, and a phrase found in any of them is found.
 *
 * @param asSaid nothing was taken out: for rules that keep disfluencies
 * @param spaced hyphens are spaces: not for regular expressions, which say what they mean by one
 */
public record Reading(NormalText text, boolean asSaid, boolean spaced) {

  private static final List<Disfluencies.Level> FEWER =
      List.of(Disfluencies.Level.HESITATIONS, Disfluencies.Level.ASIDES);

  /**
   * All ways to read it: as said, without um and uh, without "you know", without any disfluency;
   * each of these also with spoken numbers as digits, once with units as words and once as signs;
   * where words are joined by hyphens, all of these once more with spaces for them. Time is linear
   * in the length.
   */
  public static List<Reading> of(String said) {
    NormalText normal = Normaliser.normalise(said);
    Glance glance = Glance.at(normal.text());
    if (glance.plain()) {
      return List.of(new Reading(normal, true, false));
    }
    List<Reading> readings = new ArrayList<>(3);
    add(readings, normal, true, glance);
    List<Edit> all =
        glance.disfluencies()
            ? Disfluencies.edits(normal.text(), Disfluencies.Level.ALL)
            : List.of();
    if (!all.isEmpty()) {
      List<Edit> last = List.of();
      for (Disfluencies.Level level : FEWER) {
        List<Edit> some = Disfluencies.edits(normal.text(), level);
        if (!some.equals(last) && !some.equals(all)) {
          add(readings, normal.edited(some), false, glance);
        }
        last = some;
      }
      add(readings, normal.edited(all), false, glance);
    }
    if (glance.hyphens()) {
      for (Reading reading : List.copyOf(readings)) {
        List<Edit> spaces = Hyphens.edits(reading.text.text());
        if (!spaces.isEmpty()) {
          readings.add(new Reading(reading.text.edited(spaces), reading.asSaid, true));
        }
      }
    }
    return readings;
  }

  /**
   * How a literal phrase may be written: as it is, with numbers as {@link #of} signs them, and with
   * spaces for hyphens.
   */
  public static List<String> ofPhrase(String phrase) {
    NormalText normal = Normaliser.normalise(phrase);
    String text = normal.text();
    String signed = normal.edited(SpokenNumbers.withSigns(text, SpokenNumbers.find(text))).text();
    List<String> forms = new ArrayList<>(List.of(text));
    if (!signed.equals(text)) {
      forms.add(signed);
    }
    addWithSpaces(forms, normal);
    return List.copyOf(forms);
  }

  /** The same for a phrase that may go on: its numbers stay as they are, for they may go on too. */
  public static List<String> ofBeginning(String phrase) {
    NormalText normal = Normaliser.normalise(phrase);
    List<String> forms = new ArrayList<>(List.of(normal.text()));
    addWithSpaces(forms, normal);
    return List.copyOf(forms);
  }

  private static void addWithSpaces(List<String> forms, NormalText phrase) {
    List<Edit> spaces = Hyphens.edits(phrase.text());
    if (!spaces.isEmpty()) {
      forms.add(phrase.edited(spaces).text());
    }
  }

  /** As it is, and with its numbers as digits. */
  private static void add(List<Reading> readings, NormalText text, boolean asSaid, Glance glance) {
    readings.add(new Reading(text, asSaid, false));
    List<SpokenNumbers.Found> numbers =
        glance.numbers() ? SpokenNumbers.find(text.text()) : List.of();
    if (numbers.isEmpty()) {
      return;
    }
    List<Edit> words = SpokenNumbers.withWords(numbers);
    if (!words.isEmpty()) {
      readings.add(new Reading(text.edited(words), asSaid, false));
    }
    List<Edit> signs = SpokenNumbers.withSigns(text.text(), numbers);
    if (!signs.isEmpty() && !signs.equals(words)) {
      readings.add(new Reading(text.edited(signs), asSaid, false));
    }
  }
}
