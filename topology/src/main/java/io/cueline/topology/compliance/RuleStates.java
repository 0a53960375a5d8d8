package io.cueline.topology.compliance;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules' states while an event is worked on, in the order of the rules' ids. What was kept is
 * copied only when something changes: most of what is said changes none.
 */
final class RuleStates {

  private final SortedMap<String, RuleState> before;
  private @Nullable SortedMap<String, RuleState> changed;

  /** As of the last look, unless a state has changed since. */
  private Optional<Instant> due;

  private boolean dueIsKnown = true;

  /**
   * @param before not changed by anybody any more
   * @param due when the next of them falls due
   */
  RuleStates(SortedMap<String, RuleState> before, Optional<Instant> due) {
    this.before = before;
    this.due = due;
  }

  @Nullable RuleState get(String ruleId) {
    return now().get(ruleId);
  }

  /** As they are; not to be gone through while states are put or removed. */
  SortedMap<String, RuleState> all() {
    return now();
  }

  /** When the next disclosure falls due by time. */
  Optional<Instant> nextDue() {
    if (!dueIsKnown) {
      due = InteractionState.nextDue(now());
      dueIsKnown = true;
    }
    return due;
  }

  void put(String ruleId, RuleState state) {
    if (!state.equals(now().get(ruleId))) {
      mine().put(ruleId, state);
    }
  }

  void remove(String ruleId) {
    if (now().containsKey(ruleId)) {
      mine().remove(ruleId);
    }
  }

  /** Each state becomes what is made of it. */
  void replaceAll(BiFunction<String, RuleState, RuleState> next) {
    new TreeMap<>(now()).forEach((ruleId, state) -> put(ruleId, next.apply(ruleId, state)));
  }

  void removeIf(BiPredicate<String, RuleState> gone) {
    new TreeMap<>(now())
        .forEach(
            (ruleId, state) -> {
              if (gone.test(ruleId, state)) {
                remove(ruleId);
              }
            });
  }

  /** As it is to be kept. */
  SortedMap<String, RuleState> kept() {
    return changed == null ? before : Collections.unmodifiableSortedMap(changed);
  }

  private SortedMap<String, RuleState> now() {
    return changed == null ? before : changed;
  }

  private SortedMap<String, RuleState> mine() {
    SortedMap<String, RuleState> own = changed == null ? new TreeMap<>(before) : changed;
    changed = own;
    dueIsKnown = false;
    return own;
  }
}
