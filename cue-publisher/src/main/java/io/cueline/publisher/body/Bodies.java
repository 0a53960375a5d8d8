package io.cueline.publisher.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.cueline.cxone.profile.CallSpec;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.Template;
import io.cueline.publisher.delivery.Content;
import io.cueline.publisher.delivery.Step;
import io.cueline.publisher.delivery.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Fills in the calls of a profile: by the profile's own templates where it has some, else as the
 * contract has them. Thread-safe.
 */
public final class Bodies {

  private final Profile profile;
  private final ShownFrames shown = new ShownFrames();

  public Bodies(Profile profile) {
    this.profile = profile;
  }

  /**
   * @throws IllegalArgumentException for a call that cannot carry this; a profile that asks for it
   *     is refused when it is read
   */
  public Composed of(Step.Send send) {
    Work work = send.work();
    CallSpec call = profile.call(work.channel());
    ShownFrames.Frame frame = frame(work);
    String status =
        work.content() instanceof Content.OfCue(var cue)
            ? CueText.status(work, cue, send.shownBefore())
            : "";
    RecordValues values = RecordValues.of(work, status, frame);
    Optional<String> lacking = lacking(call, work, values);
    if (lacking.isPresent()) {
      return new Composed.Lacking(reason(lacking.get()));
    }
    shown.shown(work.content(), frame);
    return new Composed.Ready(
        new TenantCall(
            call.name(),
            pathValues(call, values),
            query(call, work, values),
            body(call, work, status, frame, values)));
  }

  /** Feedback is of the frame that brought what it is about; everything else is one of its own. */
  private ShownFrames.Frame frame(Work work) {
    return switch (work.content()) {
      case Content.OfCue(var cue) ->
          new ShownFrames.Frame(Frames.id(work.causeId()), Frames.level(cue.getSeverity()));
      case Content.OfInsight _ ->
          new ShownFrames.Frame(Frames.id(work.causeId()), Frames.USUAL_LEVEL);
      case Content.OfFeedback(var feedback) ->
          shown
              .of(feedback.getInteractionId(), feedback.getSubjectId())
              .orElseGet(
                  () ->
                      new ShownFrames.Frame(
                          Frames.id(feedback.getSubjectId()), Frames.USUAL_LEVEL));
    };
  }

  private static Optional<String> lacking(CallSpec call, Work work, RecordValues values) {
    Stream<Optional<String>> ofPath =
        call.pathNames().stream()
            .map(name -> values.value(name).isEmpty() ? Optional.of(name) : Optional.empty());
    Stream<Optional<String>> ofQuery =
        call.query().values().stream().map(text -> text.lacks(values));
    Stream<Optional<String>> ofBody =
        Stream.of(
            call.body()
                .map(template -> template.lacks(values))
                .orElseGet(() -> ContractBodies.lacks(work)));
    return Stream.of(ofPath, ofQuery, ofBody)
        .flatMap(each -> each)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static String reason(String placeholder) {
    return placeholder.equals("agentId")
        ? "nobody has said which agent's call it is"
        : "there is no value for {" + placeholder + "}";
  }

  private static Map<String, String> pathValues(CallSpec call, RecordValues values) {
    Map<String, String> path = new LinkedHashMap<>();
    for (String name : call.pathNames()) {
      path.put(name, new Template.Text("{" + name + "}").fillText(values));
    }
    return path;
  }

  private static Map<String, String> query(CallSpec call, Work work, RecordValues values) {
    if (call.query().isEmpty()) {
      return call.body().isPresent() ? Map.of() : ContractBodies.query(work);
    }
    Map<String, String> query = new LinkedHashMap<>();
    call.query().forEach((name, text) -> query.put(name, text.fillText(values)));
    return query;
  }

  /**
   * A profile that gives only a query, to a call that the contract knows nothing of, means that.
   */
  private static Optional<String> body(
      CallSpec call, Work work, String status, ShownFrames.Frame frame, RecordValues values) {
    if (call.body().isPresent()) {
      return call.body().map(template -> template.fill(values).toString());
    }
    return ContractBodies.knows(call.name())
        ? ContractBodies.body(work, status, frame).map(JsonNode::toString)
        : Optional.empty();
  }
}
