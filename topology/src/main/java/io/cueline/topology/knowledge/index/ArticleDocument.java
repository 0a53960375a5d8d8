package io.cueline.topology.knowledge.index;

import io.cueline.schemas.KnowledgeArticle;
import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Citation;
import io.cueline.topology.knowledge.ranking.PlainText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** An article as Lucene documents, or the reason why it cannot be one. */
final class ArticleDocument {

  static final String ID = "id";
  static final String TITLE = "title";
  static final String ENTITY = "entity";
  static final String BODY = "body";

  /** The words of title, entity and body as one field, see {@link ArticleWords}. */
  static final String WORDS = "words";

  static final String CITATION = "citation";
  static final String HASH = "hash";

  /** What an article is about, as a whole; on its passages too. */
  static final String ABOUT = "about";

  /** The same, to be read from an article. */
  static final String ABOUT_VALUE = "about-value";

  /** Tells an article from its passages. */
  static final String KIND = "kind";

  static final String ARTICLE = "article";

  /** Of a passage: its vector, and by how many documents its article stands behind it. */
  static final String VECTOR = "vector";

  static final String TO_ARTICLE = "to-article";

  /** Of an article: how many passages stand before it. */
  static final String PASSAGES = "passages";

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
    if (!article.getId().codePoints().allMatch(ArticleDocument::mayBeShown)) {
      return Optional.of("its id has characters that no card may show");
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

  /** An id goes to cards as it is, so it must be harmless as it is. */
  private static boolean mayBeShown(int code) {
    return switch (Character.getType(code)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> code != '<' && code != '>';
    };
  }

  /** What an index keeps of an article; all plain text. */
  record Content(
      String id, String title, String body, @Nullable String entity, String citation, String hash) {

    static Content of(KnowledgeArticle article) {
      String body = PlainText.of(article.getBody());
      return new Content(
          article.getId(),
          shownTitle(article, body),
          body,
          article.getEntity() == null ? null : plainEntity(article.getEntity()),
          Citation.of(article.getUrl(), article.getId()),
          article.getHash());
    }

    /** As good as the one it was made of, where only text and identity are asked for. */
    KnowledgeArticle article() {
      return KnowledgeArticle.newBuilder()
          .setId(id)
          .setTitle(title)
          .setBody(body)
          .setEntity(entity)
          .setHash(hash)
          .setFetchedAt(Instant.EPOCH)
          .build();
    }

    static Content of(Document stored) {
      return new Content(
          stored.get(ID),
          stored.get(TITLE),
          stored.get(BODY),
          stored.get(ENTITY),
          stored.get(CITATION),
          stored.get(HASH));
    }
  }

  /**
   * A document for each passage's vector, then the article: neighbours in the index, written and
   * deleted together.
   *
   * @param vectors of length 1
   */
  static List<Document> of(Content article, List<float[]> vectors, Analysis analysis) {
    List<Document> block = new ArrayList<>();
    for (int passage = 0; passage < vectors.size(); passage++) {
      Document document = new Document();
      document.add(new StringField(ID, article.id, Store.NO));
      document.add(
          new KnnFloatVectorField(
              VECTOR, vectors.get(passage), VectorSimilarityFunction.DOT_PRODUCT));
      document.add(new NumericDocValuesField(TO_ARTICLE, vectors.size() - passage));
      if (article.entity != null) {
        document.add(new StringField(ABOUT, article.entity, Store.NO));
      }
      block.add(document);
    }
    block.add(document(article, vectors.size(), analysis));
    return block;
  }

  private static Document document(Content article, int passages, Analysis analysis) {
    Document document = new Document();
    document.add(new StringField(ID, article.id, Store.YES));
    document.add(new StringField(KIND, ARTICLE, Store.NO));
    document.add(new StoredField(TITLE, article.title));
    document.add(new StoredField(BODY, article.body));
    document.add(ArticleWords.field(article, analysis));
    if (article.entity != null) {
      document.add(new StoredField(ENTITY, article.entity));
      document.add(new StringField(ABOUT, article.entity, Store.NO));
      document.add(new BinaryDocValuesField(ABOUT_VALUE, new BytesRef(article.entity)));
    }
    document.add(new NumericDocValuesField(PASSAGES, passages));
    document.add(new StoredField(CITATION, article.citation));
    document.add(new StoredField(HASH, article.hash));
    return document;
  }

  private static @Nullable String plainEntity(String entity) {
    String plain = cut(PlainText.of(entity).replace('\n', ' '));
    return plain.isEmpty() ? null : plain;
  }

  private static String shownTitle(KnowledgeArticle article, String body) {
    String title = PlainText.of(article.getTitle()).replace('\n', ' ');
    String shown = title.isEmpty() ? body.lines().findFirst().orElse(article.getId()) : title;
    return cut(shown);
  }

  private static String cut(String text) {
    if (text.length() <= MAX_TITLE) {
      return text;
    }
    return text.substring(
        0, Character.isLowSurrogate(text.charAt(MAX_TITLE)) ? MAX_TITLE - 1 : MAX_TITLE);
  }
}
