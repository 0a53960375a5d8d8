package io.cueline.topology.rules;

/**
 * Words that must be said: a mandatory disclosure.
 *
 * @param after what starts the clock
 * @param due how long there is from then
 * @param title what checklists and cues call it
 */
public record RequiredRule(RuleHead head, After after, Due due, String title) implements Rule {

  public RequiredRule {
    if (title.isBlank()) {
      throw new IllegalArgumentException("rule " + head.id() + " needs a title");
    }
  }

  @Override
  public RequiredRule withVersion(int version) {
    return new RequiredRule(head.withVersion(version), after, due, title);
  }
}
