package io.cueline.topology.rules;

import com.google.re2j.Matcher;
import java.util.List;

/** RE2/J's own search, linear in the text. Not thread-safe. */
final class Re2Search implements MatchFinder {
  private final Matcher matcher;
  private final List<String> groups;
  private int start;
  private int end;

  /**
   * @param groups names of the groups that hold a match without its neighbours
   */
  Re2Search(Matcher matcher, List<String> groups) {
    this.matcher = matcher;
    this.groups = groups;
  }

  @Override
  public boolean find(int from) {
    if (!matcher.find(from)) {
      return false;
    }
    start = matcher.start();
    end = matcher.end();
    for (String group : groups) {
      if (matcher.start(group) >= 0) {
        start = matcher.start(group);
        end = matcher.end(group);
      }
    }
    return true;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int end() {
    return end;
  }
}
