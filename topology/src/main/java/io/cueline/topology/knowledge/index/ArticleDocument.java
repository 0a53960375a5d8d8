package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.ranking.Citation;
import io.cueline.topology.knowledge.ranking.PlainText;
import java.util.Optional;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;

/** An article as a Lucene document, or the reason why it cannot be one. */
final class ArticleDocument {

  static final String ID = "id";
  static final String TITLE = "title";
  static final String ENTITY = "entity";
  static final String BODY = "body";
  static final String CITATION = "citation";
  static final String HASH = "hash";

  /** Longer ones are no article but a book or an accident; UTF-16, title and body together. */
  static final int MAX_CHARACTERS = 200_000;

  private static final int MAX_ID = 1_000;
  private static final int MAX_TITLE = 300;

  private ArticleDocument() {}

  /** Why it cannot be indexed; empty where it can. */
  static Optional<String> refusal(String key, KnowledgeArticle article) {
    if (article.getId().isBlank() || article.getId().length() > MAX_ID) {
      return Optional.of("its id is empty or longer than %d characters".formatted(MAX_ID));
    }
    if (!article.getId().equals(key)) {
      return Optional.of("its id is not the record's key");
    }
    int length = article.getTitle().length() + article.getBody().length();
    if (length > MAX_CHARACTERS) {
      return Optional.of("%d characters, at most %d".formatted(length, MAX_CHARACTERS));
    }
    if (PlainText.of(article.getBody()).isEmpty()) {
      return Optional.of("no text");
    }
    return Optional.empty();
  }

  static Document of(KnowledgeArticle article) {
    String body = PlainText.of(article.getBody());
    Document document = new Document();
    document.add(new StringField(ID, article.getId(), Store.YES));
    document.add(new TextField(TITLE, title(article, body), Store.YES));
    document.add(new TextField(BODY, body, Store.YES));
    if (article.getEntity() != null) {
      document.add(new TextField(ENTITY, PlainText.of(article.getEntity()), Store.YES));
    }
    document.add(new StoredField(CITATION, Citation.of(article.getUrl(), article.getId())));
    document.add(new StoredField(HASH, article.getHash()));
    return document;
  }

  private static String title(KnowledgeArticle article, String body) {
    String title = PlainText.of(article.getTitle()).replace('\n', ' ');
    String shown = title.isEmpty() ? body.lines().findFirst().orElse(article.getId()) : title;
    if (shown.length() <= MAX_TITLE) {
      return shown;
    }
    int end = Character.isLowSurrogate(shown.charAt(MAX_TITLE)) ? MAX_TITLE - 1 : MAX_TITLE;
    return shown.substring(0, end);
  }
}
