package io.cueline.workbench.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cueline.ingest.article.Article;
import io.cueline.ingest.article.ArticleList;
import io.cueline.ingest.article.ArticleList.Parsed;
import io.cueline.schemas.Card;
import io.cueline.schemas.KnowledgeArticle;
import io.cueline.schemas.Speaker;
import io.cueline.topology.knowledge.index.ArticleIndex;
import io.cueline.topology.knowledge.index.ArticleIndex.Outcome;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.CardWriter;
import io.cueline.topology.knowledge.ranking.Question;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what a tenant may answer to a poll for articles to what an agent reads on a card. */
class HostileArticlesTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TAG = Pattern.compile("<[A-Za-z/!?]");
  private static final Question QUESTION =
      new Question(Speaker.CUSTOMER, "how do I reset a forgotten pin", List.of());

  /** Where nobody has the big list: something of each kind. */
  private static final List<String> OWN =
      List.of(
          "",
          " \u0000\u0007\u001b[2J",
          "<script>alert('pin')</script>",
          "<img src=x onerror=alert(1)>",
          "<scr<script>ipt>alert(1)</scr</script>ipt>",
          "&lt;script&gt;alert(1)&lt;/script&gt;",
          "<style><!--</style><script>x</script>-->",
          "javascript:alert(1)",
          "data:text/html;base64,PHNjcmlwdD4=",
          "https://kb/\"><script>alert(1)</script>",
          "http://kb/'onmouseover='alert(1)",
          "\u202Egnp.exe\u202C \u2066x\u2069 \u200B\uFEFF",
          "\ud83d half a pair \ude00",
          "שלום העולם مرحبا بالعالم",
          "Ｔｈｅ ｑｕｉｃｋ 田中さんにあげて下さい 👩‍👩‍👧‍👦🏳️‍🌈",
          "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮",
          "'; DROP TABLE articles; -- ${jndi:ldap://x} %s%n {{7*7}}",
          "<".repeat(5_000),
          "&#x0;&#xD800;&#999999999;&nbsp;&bogus;",
          "😀".repeat(400),
          "e" + "😀".repeat(400),
          "undecidable".repeat(100));

  @TempDir private Path folder;

  @Test
  void whateverAnArticleHoldsItsCardIsPlainTextThatFits() throws IOException {
    List<String> strings = new ArrayList<>(OWN);
    strings.addAll(naughty());
    ArrayNode items = JSON.createArrayNode();
    for (String each : strings) {
      items.add(article("t" + items.size(), each, "Reset a forgotten pin.", "https://kb/1"));
      items.add(article("b" + items.size(), "Pin", each + " forgotten pin " + each, each));
      items.add(article(each, "Forgotten pin", "x ".repeat(300) + each, each).put("entity", each));
    }
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      for (KnowledgeArticle each : read(items)) {
        index.put(each.getId(), each);
      }
      index.refresh();
      List<Candidate> found = index.find(QUESTION, 10_000);
      // Whatever else is wrong with them, these have an id and a word of the question.
      assertThat(found).hasSizeGreaterThan(2 * strings.size());
      List<Card> cards = new CardWriter(index.analysis()).write(QUESTION, found);
      for (int at = 0; at < found.size(); at++) {
        isHarmless(cards.get(at));
        isCutAtAWord(cards.get(at).getSnippet(), found.get(at).body().replace('\n', ' '));
      }
    }
  }

  @Test
  void whatIsNoArticleIsLeftOutWithAReasonAndHoldsUpNoOther() {
    ArrayNode items = JSON.createArrayNode();
    items.add(7).add("text").addNull().addArray();
    items.addObject().put("title", "no id").put("content", "pin");
    items.addObject().putObject("id").put("title", "an object for an id");
    items.addObject().put("id", "wrong").put("title", 7).putArray("content").add("pin");
    items.add(article("huge", "Pin", "forgotten pin ".repeat(750_000), "https://kb"));
    items.add(article("empty", "", "", ""));
    items.add(article("twice", "Forgotten pin", "the first", "https://kb"));
    items.add(article("twice", "Forgotten pin", "the last counts", "ftp://kb"));
    items.addObject().put("id", 12).put("title", "Forgotten pin").put("content", "by number");
    items.add(article("control\u0007<b>", "Forgotten pin", "an id nobody can read", ""));

    ArticleList list = parse(items);
    assertThat(list.skipped()).hasSize(10).noneMatch(each -> each.reason().isBlank());
    try (ArticleIndex index = ArticleIndex.open(folder)) {
      List<String> refused = new ArrayList<>();
      for (KnowledgeArticle each : read(items)) {
        if (index.put(each.getId(), each) instanceof Outcome.Refused(String reason)) {
          refused.add(reason);
        }
      }
      index.refresh();
      assertThat(refused).singleElement().asString().contains("id");
      List<Card> cards = cards(index);
      assertThat(cards).extracting(Card::getId).containsExactlyInAnyOrder("twice", "12");
      assertThat(cards).extracting(Card::getSnippet).contains("the last counts");
      assertThat(cards).extracting(Card::getCitation).containsExactlyInAnyOrder("twice", "12");
    }
  }

  @Test
  void whateverTheTenantAnswersIsReadOrNotReadAndNeverThrown() throws IOException {
    Path documents = attack().resolve("json");
    Assumptions.assumeTrue(Files.isDirectory(documents), documents + " is not here");
    try (Stream<Path> files = Files.list(documents)) {
      for (Path each : files.toList()) {
        String text = new String(Files.readAllBytes(each), StandardCharsets.UTF_8);
        assertThat(ArticleList.parse(text)).as(each.toString()).isNotNull();
        assertThat(ArticleList.parse("{\"items\":[" + text + "]}")).as(each.toString()).isNotNull();
      }
    }
  }

  private static void isHarmless(Card card) {
    assertThat(card.getSnippet()).hasSizeLessThanOrEqualTo(150);
    assertThat(card.getTitle()).isNotBlank().hasSizeLessThanOrEqualTo(300);
    for (String text : texts(card)) {
      assertThat(TAG.matcher(text).find()).as(text).isFalse();
      assertThat(text.codePoints().allMatch(HostileArticlesTest::mayBeShown)).as(text).isTrue();
    }
    String citation = card.getCitation();
    assertThat(citation.matches("(?i)https?://[^\\s<>\"'`]+") || citation.equals(card.getId()))
        .as(citation)
        .isTrue();
  }

  /** Where there is a blank in its latter half to cut at. */
  private static void isCutAtAWord(String snippet, String body) {
    if (snippet.endsWith("…") && snippet.indexOf(' ', 76) > 0) {
      String shown = snippet.substring(0, snippet.length() - 1).replaceFirst("^…", "");
      int at = body.indexOf(shown);
      assertThat(at).as(snippet).isNotNegative();
      assertThat(body.startsWith(" ", at + shown.length())).as(snippet).isTrue();
    }
  }

  private static List<String> texts(Card card) {
    List<String> texts = new ArrayList<>(card.getMatched());
    texts.addAll(List.of(card.getId(), card.getTitle(), card.getSnippet(), card.getCitation()));
    return texts;
  }

  private static boolean mayBeShown(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> false;
      default -> true;
    };
  }

  private static List<Card> cards(ArticleIndex index) {
    List<Candidate> found = index.find(QUESTION, 10_000);
    return new CardWriter(index.analysis()).write(QUESTION, found);
  }

  private static ObjectNode article(String id, String title, String content, String url) {
    ObjectNode article = JSON.createObjectNode();
    return article.put("id", id).put("title", title).put("content", content).put("url", url);
  }

  private static ArticleList parse(ArrayNode items) {
    return switch (ArticleList.parse(JSON.createObjectNode().set("items", items).toString())) {
      case Parsed.Read(ArticleList list) -> list;
      case Parsed.Unreadable(String reason) -> fail(reason);
    };
  }

  /** As the poll writes them to the topic. */
  private static List<KnowledgeArticle> read(ArrayNode items) {
    return parse(items).articles().values().stream().map(HostileArticlesTest::row).toList();
  }

  private static KnowledgeArticle row(Article article) {
    return KnowledgeArticle.newBuilder()
        .setId(article.id())
        .setTitle(article.title())
        .setBody(article.body())
        .setUrl(article.url().orElse(null))
        .setEntity(article.entity().orElse(null))
        .setHash(article.hash())
        .setFetchedAt(Instant.EPOCH)
        .build();
  }

  private static List<String> naughty() throws IOException {
    Path file = attack().resolve("naughty-strings.json");
    List<String> strings = new ArrayList<>();
    if (Files.exists(file)) {
      for (JsonNode each : JSON.readTree(Files.readAllBytes(file))) {
        strings.add(each.asText());
      }
    }
    return strings;
  }

  private static Path attack() {
    Optional<Path> root = Optional.of(Path.of("").toAbsolutePath());
    while (root.isPresent() && !Files.isDirectory(root.get().resolve("shared/data/attack"))) {
      root = Optional.ofNullable(root.get().getParent());
    }
    return root.orElse(Path.of("none")).resolve("shared/data/attack");
  }
}
