package io.cueline.topology.knowledge.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchAnswerTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "no json", "[]", "{}", "{\"entities\":{}}", "{\"entities\":null}"})
  void whatIsNoAnswerIsAFailure(String json) {
    assertThat(SearchAnswer.parse(json, 5)).isInstanceOf(SearchResult.Failed.class);
  }

  @Test
  void whatCannotBeUsedIsLeftOutAndOfTwoWithOneIdTheFirstStays() {
    List<RemoteArticle> found =
        found(
            """
            {"entities":[7,{"title":"no id","body":"x"},{"id":{},"title":"x"},{"id":"empty"},
              {"id":3,"title":"<b>Fees</b>","score":0.9,"url":"https://kb/3","body":"<p>Low.</p>"},
              {"id":"3","title":"Again","score":0.8,"body":"twice"},
              {"id":"b","title":"T","score":-1,"url":"javascript:alert(1)","body":"B"}]}
            """);
    assertThat(found)
        .containsExactly(
            new RemoteArticle("3", "Fees", "Low.", "https://kb/3", 0.9),
            new RemoteArticle("b", "T", "B", "b", 0));
  }

  @Test
  void scoresOfAnyScaleAreSetAgainstTheBestAndMissingOnesFollowTheOrder() {
    assertThat(
            found(
                """
                {"entities":[{"id":1,"title":"a","score":80},{"id":2,"title":"b","score":20},
                  {"id":3,"title":"c"},{"id":4,"title":"d","score":1e308}]}
                """))
        .extracting(RemoteArticle::score)
        .allSatisfy(score -> assertThat(score).isBetween(0.0, 1.0));
    assertThat(found("{\"entities\":[{\"id\":1,\"title\":\"a\"},{\"id\":2,\"title\":\"b\"}]}"))
        .extracting(RemoteArticle::score)
        .containsExactly(1.0, 0.5);
  }

  @Test
  void aBodyOfTenMegabytesIsCutAndHidesNoScript() {
    String body = "<script>alert(1)</script>" + "word ".repeat(2_000_000);
    List<RemoteArticle> found =
        found("{\"entities\":[{\"id\":\"big\",\"body\":\"%s\"}]}".formatted(body));
    assertThat(found.getFirst().body()).hasSizeLessThanOrEqualTo(20_000).startsWith("word word");
    assertThat(found.getFirst().title()).hasSizeLessThanOrEqualTo(300).startsWith("word");
  }

  @Test
  void noMoreThanAskedForAreTaken() {
    assertThat(found("{\"entities\":[{\"id\":1,\"title\":\"a\"}," + more(9) + "]}")).hasSize(5);
  }

  private static String more(int count) {
    StringBuilder json = new StringBuilder();
    for (int each = 2; each < 2 + count; each++) {
      json.append(each == 2 ? "" : ",").append("{\"id\":%d,\"title\":\"t\"}".formatted(each));
    }
    return json.toString();
  }

  private static List<RemoteArticle> found(String json) {
    return switch (SearchAnswer.parse(json, 5)) {
      case SearchResult.Found(List<RemoteArticle> articles) -> articles;
      case SearchResult.Failed(String reason) -> throw new AssertionError(reason);
    };
  }
}
