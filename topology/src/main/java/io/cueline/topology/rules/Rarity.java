package io.cueline.topology.rules;

import io.cueline.topology.text.LongTable;
import java.util.Collection;

/**
 * How common sequences of characters are: in how many phrases, and in what is said in any call.
 * Phrases are entered by what is rare. Not thread-safe.
 */
final class Rarity {

  /** What is said in any call counts as much as being in this many phrases. */
  private static final int SPOKEN = 800;

  /** Each sequence looked for counts as much as being in this many phrases. */
  private static final int ONE_MORE = 16;

  private static final String[] ORDINARY = {
    " thank you for calling how can i help you today sure i can help you with that ",
    " could you please tell me your first and last name and your account number please ",
    " what is your phone number and your date of birth and the address for the account ",
    " okay let me check that for you just one moment please is there anything else that i can do ",
    " i would like to know about my account i want to make a payment to transfer some money ",
    " i'm sorry to hear that have a good day goodbye you're welcome yes no all right great perfect ",
    " i don't know it's on the card this is what they said we have been there going to do it now ",
    " i'll be with you they are not from here there was one more thing you need to get it at the ",
    " bank credit debit balance checking savings order service customer information number code ",
    " because when where which would should could been were them then than their about after out ",
    " tion ation ing ment able ance ence ally ight ough ould ever your ect ate ent ted ive est ",
  };

  private final LongTable counts = new LongTable();
  private final LongTable lastPhrase = new LongTable();
  private int phrases;

  Rarity() {
    for (String text : ORDINARY) {
      PieceIndex.visitAll(text, key -> counts.put(key, counts.get(key) + SPOKEN));
    }
  }

  /** Counts a phrase's sequences, each once. */
  void add(Collection<String> pieces) {
    phrases++;
    for (String piece : pieces) {
      PieceIndex.visit(
          piece,
          key -> {
            if (lastPhrase.get(key) != phrases) {
              lastPhrase.put(key, phrases);
              counts.count(key);
            }
          });
    }
  }

  /** Higher for what is met more often, in no unit. */
  int cost(long key) {
    return ONE_MORE + counts.get(key);
  }
}
