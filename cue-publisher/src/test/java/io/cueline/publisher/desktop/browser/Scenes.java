package io.cueline.publisher.desktop.browser;

import static io.cueline.publisher.desktop.browser.Said.answer;
import static io.cueline.publisher.desktop.browser.Said.banner;
import static io.cueline.publisher.desktop.browser.Said.call;
import static io.cueline.publisher.desktop.browser.Said.card;
import static io.cueline.publisher.desktop.browser.Said.disclosure;
import static io.cueline.publisher.desktop.browser.Said.hello;
import static io.cueline.publisher.desktop.browser.Said.interrupt;
import static io.cueline.publisher.desktop.browser.Said.live;
import static io.cueline.publisher.desktop.browser.Said.message;
import static io.cueline.publisher.desktop.browser.Said.violation;

import java.util.List;
import java.util.Map;

/** A busy moment, for looking at. */
final class Scenes {

  private static final String LOAN = "bank-loan-rate";
  private static final String WIRE = "bank-wire-abroad";

  private static final String PROMISED =
      interrupt(
          LOAN,
          "cue-1",
          "Promised returns",
          "Investments may lose value. Correct what was promised.",
          "critical");

  static final List<String> BUSY_AGENT =
      List.of(
          hello("agent", "Amira Haddad"),
          call(LOAN, "amira.haddad", "open", 134),
          call("chat-8812", "amira.haddad", "open", 41),
          call("bank-complaint", "amira.haddad", "ended", 610),
          PROMISED,
          banner(
              LOAN,
              "cue-2",
              1,
              "Name the annual rate.",
              Map.of("rate-disclosure", "Rate disclosure")),
          disclosure(LOAN, "recording-notice", "Recording notice", "SATISFIED", -100),
          disclosure(LOAN, "rate-disclosure", "Rate disclosure", "OVERDUE", -12),
          disclosure(LOAN, "early-termination", "Early termination fee", "PENDING", 47),
          disclosure(LOAN, "complaint-notice", "Complaint handling notice", "DORMANT", 0),
          disclosure(LOAN, "claim-truth-notice", "Truthful statements", "UNDETERMINED", -60),
          card(
              LOAN,
              "kb-17",
              "Personal loan rates and fees",
              "Personal loans from £1,000 to £25,000 carry an annual rate of 5.9% to 12.4%, fixed"
                  + " for the whole term.",
              "https://knowledge.larkfield.example/loans/rates"),
          card(
              LOAN,
              "kb-22",
              "Paying a loan back early",
              "A borrower may repay early at any time; the early termination fee is one month of"
                  + " interest.",
              "KB-22"),
          card(LOAN, "kb-9", "What we ask for before a loan", "Payslips of three months.", "KB-9"),
          message(
              "feedback",
              "conversationId",
              LOAN,
              "subjectId",
              "kb-9",
              "action",
              "ACCEPTED",
              "agentId",
              "amira.haddad"),
          live());

  static final List<String> BUSY_TEAM =
      List.of(
          hello("supervisor", "Sam Keller"),
          call(LOAN, "amira.haddad", "open", 134),
          call(WIRE, "ben.okafor", "open", 61),
          call("ins-windscreen", "ella.nguyen", "open", 15),
          call("ins-travel-questions", "gita.rao", "open", 88),
          call("bank-refund-only", "dana.kovac", "ended", 415),
          PROMISED,
          disclosure(LOAN, "rate-disclosure", "Rate disclosure", "OVERDUE", -12),
          disclosure(LOAN, "recording-notice", "Recording notice", "SATISFIED", -100),
          disclosure(WIRE, "recording-notice", "Recording notice", "OVERDUE", -31),
          violation(LOAN, "v-1", "promised-returns", "amira.haddad", "it is risk free"),
          violation("ins-travel-questions", "v-2", "default-keywords", "gita.rao", "refund"),
          violation("bank-refund-only", "v-3", "default-keywords", "dana.kovac", "cancel"),
          message(
              "figures",
              "day",
              "2026-11-20",
              "calls",
              57,
              "openCalls",
              4,
              "rules",
              List.of(
                  rule("promised-returns", "promised-returns", 7, 0, 0, 1, 0, 2, 3, 0, 1),
                  rule("recording-notice", "Recording notice", 0, 4, 2, 0, 2, 1, 0, 1, 0),
                  rule("rate-disclosure", "Rate disclosure", 0, 1, 0, 0, 0, 0, 1, 0, 0),
                  rule("default-keywords", "Default keywords", 3, 0, 0, 0, 1, 1, 0, 1, 0))),
          live());

  static final String TIMELINE =
      message(
          "timeline",
          "conversationId",
          LOAN,
          "entries",
          List.of(
              entry(134, "started", "", ""),
              entry(134, "assigned", "amira.haddad", ""),
              entry(118, "disclosure", "Recording notice: said", "recording-notice"),
              entry(70, "card", "Personal loan rates and fees", ""),
              entry(64, "feedback", "used: Personal loan rates and fees", ""),
              entry(12, "disclosure", "Rate disclosure: overdue", "rate-disclosure"),
              entry(12, "cue", "Name the annual rate.", ""),
              entry(
                  4,
                  "violation",
                  "“it is really risk free, you cannot lose any money”",
                  "promised-returns")));

  static final String DONE = answer("recorded", LOAN, "cue-1", "ACKNOWLEDGED");

  private Scenes() {}

  private static Map<String, Object> entry(int secondsAgo, String kind, String text, String rule) {
    return Map.of(
        "at", Said.now() - secondsAgo * 1000L, "kind", kind, "text", text, "ruleId", rule);
  }

  /**
   * @param from8 what happened in the hours from eight
   */
  private static Map<String, Object> rule(
      String id, String title, int violations, int missed, int undetermined, int... from8) {
    int[] byHour = new int[24];
    System.arraycopy(from8, 0, byHour, 8, from8.length);
    return Map.of(
        "ruleId",
        id,
        "title",
        title,
        "violations",
        violations,
        "missed",
        missed,
        "undetermined",
        undetermined,
        "byHour",
        byHour);
  }
}
