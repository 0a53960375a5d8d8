package io.cueline.topology.knowledge.remote;

import io.cueline.topology.knowledge.ranking.Analysis;
import io.cueline.topology.knowledge.ranking.Candidate;
import io.cueline.topology.knowledge.ranking.Question;
import io.cueline.topology.knowledge.ranking.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the tenant found as candidates for cards, in the tenant's own order. */
final class RemoteCandidates {

  private RemoteCandidates() {}

  static List<Candidate> of(Analysis analysis, Question question, List<RemoteArticle> articles) {
    Map<String, String> asked = new LinkedHashMap<>();
    analysis.terms(question.text()).forEach(term -> asked.putIfAbsent(term.stem(), term.word()));
    return articles.stream().map(article -> candidate(analysis, asked, article)).toList();
  }

  private static Candidate candidate(
      Analysis analysis, Map<String, String> asked, RemoteArticle article) {
    Set<String> stems =
        analysis.terms(article.title() + "\n" + article.body()).stream()
            .map(Term::stem)
            .collect(Collectors.toSet());
    List<String> matched =
        asked.entrySet().stream()
            .filter(entry -> stems.contains(entry.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new Candidate(
        article.id(),
        article.title(),
        article.citation(),
        article.body(),
        article.score(),
        asked.isEmpty() ? 0 : (double) matched.size() / asked.size(),
        matched);
  }
}
