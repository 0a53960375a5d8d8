package io.cueline.workbench.cli.knowledge;

import io.cueline.workbench.knowledge.Figures;
import java.util.Locale;

/** The figures of an evaluation for people. */
final class EvalText {

  private EvalText() {}

  static String of(Figures figures) {
    StringBuilder text = new StringBuilder();
    text.append("%d articles, %d questions\n\n".formatted(figures.articles(), figures.queries()));
    text.append("          hit@1  hit@3  hit@5  MRR@5\n");
    figures.stages().forEach((name, stage) -> text.append(line(name, stage)));
    Figures.ShowCard card = figures.showCard();
    text.append(
        String.format(
            Locale.ROOT,
            "\nshow a card    precision %.3f  recall %.3f  F1 %.3f\n",
            card.precision(),
            card.recall(),
            card.f1()));
    Figures.MsPerQuery millis = figures.msPerQuery();
    text.append(
        String.format(
            Locale.ROOT, "ms a question  p50 %.1f  p99 %.1f\n", millis.p50(), millis.p99()));
    return text.toString();
  }

  private static String line(String name, Figures.Stage stage) {
    return String.format(
        Locale.ROOT,
        "%-8s  %.3f  %.3f  %.3f  %.3f\n",
        name,
        stage.hitAt1(),
        stage.hitAt3(),
        stage.hitAt5(),
        stage.mrrAt5());
  }
}
