package io.cueline.bench;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.ranking.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A collection for those who have none: many articles alike but for the branch they are about, as
 * help pages are. The same at every run.
 */
final class GeneratedKnowledge {

  private static final List<String> PLACES =
      List.of(
          "Harbour",
          "Station",
          "Old Town",
          "Market",
          "Riverside",
          "Airport",
          "Castle",
          "Museum",
          "University",
          "Garden",
          "Bridge",
          "Mill",
          "Cathedral",
          "Theatre",
          "Forest",
          "Lake");
  private static final List<String> KINDS =
      List.of("Branch", "Office", "Service Point", "Counter", "Centre", "Desk", "Agency");

  /** Title, answer, and how somebody asks for it. */
  private static final String[][] TOPICS = {
    {
      "Is there parking",
      "There are parking spaces behind the building, free for an hour.",
      "do they have anywhere to leave the car"
    },
    {
      "When is it open",
      "Open from nine to five on weekdays and until noon on Saturdays.",
      "what time does it close on a saturday"
    },
    {
      "Can I bring my dog",
      "Dogs are welcome as long as they are kept on a leash.",
      "am i allowed to come with my dog"
    },
    {
      "Is it wheelchair accessible",
      "There is a ramp at the side entrance and a lift inside.",
      "can my mother get in with her wheelchair"
    },
    {
      "Can I withdraw foreign currency",
      "Dollars and pounds are held; others take two days.",
      "how do i get some dollars for my trip"
    },
    {
      "Do I need an appointment",
      "For advice book an appointment; the counter needs none.",
      "do i have to make an appointment first"
    },
    {
      "Is there a coin counting machine",
      "A machine counts coins at no charge for customers.",
      "where can i bring all these coins"
    },
    {
      "How do I report a lost card",
      "Call the card line at once, or ask at the counter.",
      "i lost my card what do i do now"
    },
    {
      "Can I rent a safe deposit box",
      "Boxes of three sizes can be rented by the year.",
      "what does a deposit box cost"
    },
    {
      "Is there wireless internet",
      "Free wireless internet is available in the waiting area.",
      "do they offer free wifi"
    },
  };

  private GeneratedKnowledge() {}

  static List<KnowledgeArticle> articles(int count) {
    List<KnowledgeArticle> articles = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      String[] topic = TOPICS[number % TOPICS.length];
      String branch = branch(number / TOPICS.length);
      articles.add(
          KnowledgeFiles.article(
              "g/" + number, topic[0] + "?", topic[1] + " This holds for " + branch + ".", branch));
    }
    return articles;
  }

  /** Each asks about one of so many articles, with the branch named a turn before. */
  static List<Question> questions(int count, int articles) {
    Random random = new Random(7);
    List<Question> questions = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      int number = random.nextInt(articles);
      String branch = branch(number / TOPICS.length);
      questions.add(
          new Question(
              Speaker.CUSTOMER,
              "okay and " + TOPICS[number % TOPICS.length][2],
              List.of("hello i would like to visit the " + branch, "sure i can help with that")));
    }
    return questions;
  }

  private static String branch(int number) {
    String place = PLACES.get(number % PLACES.size());
    String kind = KINDS.get(number / PLACES.size() % KINDS.size());
    return "%s %s %d".formatted(place, kind, number / (PLACES.size() * KINDS.size()) + 1);
  }
}
