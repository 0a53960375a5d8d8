package io.cueline.topology.rules;

import io.cueline.topology.rules.PatternNode.Blank;
import io.cueline.topology.rules.PatternNode.Choice;
import io.cueline.topology.rules.PatternNode.Empty;
import io.cueline.topology.rules.PatternNode.Group;
import io.cueline.topology.rules.PatternNode.Literal;
import io.cueline.topology.rules.PatternNode.Look;
import io.cueline.topology.rules.PatternNode.OneOf;
import io.cueline.topology.rules.PatternNode.Repeat;
import io.cueline.topology.rules.PatternNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a program for an expression that RE2/J has accepted. What few people write is left to
 * RE2/J alone: endless repetitions of what may be empty, quotations, flags other than i and s.
 */
final class QuickCompiler {

  private static final Pattern NAMED = Pattern.compile("\\(\\?P?<(\\w+)>.*", Pattern.DOTALL);
  private static final Pattern FLAGGED =
      Pattern.compile("\\(\\?([a-zA-Z-]*)[:)].*", Pattern.DOTALL);

  private final String source;
  private final List<String> marked;
  private final List<CharacterSet> sets = new ArrayList<>();
  private int[] code = new int[32];
  private int size;
  private boolean foldsCase;
  private boolean dotIsAll;

  /** This expression is left to RE2/J. */
  private static final class NotOurs extends Exception {
    private static final long serialVersionUID = 1;
  }

  private QuickCompiler(String source, boolean foldsCase, List<String> marked) {
    this.source = source;
    this.foldsCase = foldsCase;
    this.marked = marked;
  }

  /**
   * @param source as given to RE2/J
   * @param foldsCase as told to RE2/J
   * @param marked names of the groups that hold a match without its neighbours
   * @return empty where RE2/J must do
   */
  static Optional<QuickProgram> compile(String source, boolean foldsCase, List<String> marked) {
    try {
      QuickCompiler compiler = new QuickCompiler(source, foldsCase, marked);
      compiler.write(PatternParser.parse(source));
      compiler.add(QuickProgram.MATCH, 0, 0);
      return Optional.of(
          new QuickProgram(Arrays.copyOf(compiler.code, compiler.size), compiler.sets));
    } catch (NotOurs | PhraseRefusal left) {
      return Optional.empty();
    }
  }

  private void write(PatternNode node) throws NotOurs {
    switch (node) {
      case Literal literal -> literal(literal);
      case OneOf oneOf -> set(oneOf);
      case Blank blank -> set(blank);
      case Empty empty -> empty(empty);
      case Look look -> throw new NotOurs();
      case Sequence sequence -> {
        for (PatternNode item : sequence.items()) {
          write(item);
        }
      }
      case Choice choice -> choice(choice.options());
      case Group group -> group(group);
      case Repeat repeat -> repeat(repeat);
    }
  }

  private void literal(Literal literal) throws NotOurs {
    String written = source.substring(literal.from(), literal.to());
    if (written.startsWith("\\Q")) {
      throw new NotOurs();
    }
    if (foldsCase) {
      set(literal);
    } else {
      // None of the texts that are searched has a character of the limit or beyond.
      add(QuickProgram.CHARACTER, Math.min(literal.codePoint(), CharacterSet.LIMIT), 0);
    }
  }

  private void set(PatternNode node) throws NotOurs {
    String written = source.substring(node.from(), node.to());
    String flags = (foldsCase ? "i" : "") + (dotIsAll ? "s" : "");
    CharacterSet set =
        CharacterSet.of(flags.isEmpty() ? written : "(?%s:%s)".formatted(flags, written));
    if (set == null) {
      throw new NotOurs();
    }
    int number = sets.indexOf(set);
    if (number < 0) {
      number = sets.size();
      sets.add(set);
    }
    add(QuickProgram.SET, number, 0);
  }

  private void empty(Empty empty) throws NotOurs {
    switch (empty.source()) {
      case "^", "\\A" -> add(QuickProgram.BEGINNING, 0, 0);
      case "$", "\\z" -> add(QuickProgram.END, 0, 0);
      case "\\b" -> add(QuickProgram.BOUNDARY, 1, 0);
      case "\\B" -> add(QuickProgram.BOUNDARY, 0, 0);
      default -> flags(empty.source());
    }
  }

  /** Until the group's end. */
  private void flags(String opening) throws NotOurs {
    Matcher flags = FLAGGED.matcher(opening);
    if (!flags.matches()) {
      throw new NotOurs();
    }
    boolean on = true;
    for (char flag : flags.group(1).toCharArray()) {
      switch (flag) {
        case '-' -> on = false;
        case 'i' -> foldsCase = on;
        case 's' -> dotIsAll = on;
        default -> throw new NotOurs();
      }
    }
  }

  private void choice(List<PatternNode> options) throws NotOurs {
    List<Integer> exits = new ArrayList<>();
    for (PatternNode option : options.subList(0, options.size() - 1)) {
      int either = add(QuickProgram.EITHER, size + 1, 0);
      write(option);
      exits.add(add(QuickProgram.GO, 0, 0));
      code[either] = QuickProgram.instruction(QuickProgram.EITHER, either + 1, size);
    }
    write(options.getLast());
    for (int exit : exits) {
      code[exit] = QuickProgram.instruction(QuickProgram.GO, size, 0);
    }
  }

  private void group(Group group) throws NotOurs {
    boolean foldedBefore = foldsCase;
    boolean allBefore = dotIsAll;
    String opening = source.substring(group.from(), group.body().from());
    Matcher named = NAMED.matcher(opening);
    boolean marks = named.matches() && marked.contains(named.group(1));
    if (opening.startsWith("(?") && !named.matches()) {
      flags(opening);
    }
    if (marks) {
      add(QuickProgram.MARK, 0, 0);
    }
    write(group.body());
    if (marks) {
      add(QuickProgram.MARK, 1, 0);
    }
    foldsCase = foldedBefore;
    dotIsAll = allBefore;
  }

  private void repeat(Repeat repeat) throws NotOurs {
    if (repeat.max() == Integer.MAX_VALUE && mayBeEmpty(repeat.body())) {
      throw new NotOurs(); // it could go round for ever
    }
    String written = source.substring(repeat.body().to(), repeat.to());
    boolean lazy = written.length() > 1 && written.endsWith("?");
    for (int time = 0; time < repeat.min(); time++) {
      write(repeat.body());
    }
    if (repeat.max() == Integer.MAX_VALUE) {
      int either = add(QuickProgram.EITHER, 0, 0);
      write(repeat.body());
      add(QuickProgram.GO, either, 0);
      fork(either, lazy);
      return;
    }
    List<Integer> exits = new ArrayList<>();
    for (int time = repeat.min(); time < repeat.max(); time++) {
      exits.add(add(QuickProgram.EITHER, 0, 0));
      write(repeat.body());
    }
    for (int exit : exits) {
      fork(exit, lazy);
    }
  }

  /** Between the instruction behind and what comes next. */
  private void fork(int either, boolean lazy) {
    code[either] =
        lazy
            ? QuickProgram.instruction(QuickProgram.EITHER, size, either + 1)
            : QuickProgram.instruction(QuickProgram.EITHER, either + 1, size);
  }

  private static boolean mayBeEmpty(PatternNode node) {
    return switch (node) {
      case Literal literal -> false;
      case OneOf oneOf -> false;
      case Blank blank -> false;
      case Empty empty -> true;
      case Look look -> true;
      case Sequence sequence -> sequence.items().stream().allMatch(QuickCompiler::mayBeEmpty);
      case Choice choice -> choice.options().stream().anyMatch(QuickCompiler::mayBeEmpty);
      case Group group -> mayBeEmpty(group.body());
      case Repeat repeat -> repeat.min() == 0 || mayBeEmpty(repeat.body());
    };
  }

  private int add(int kind, int first, int second) throws NotOurs {
    if (size == QuickProgram.MOST - 1) {
      throw new NotOurs();
    }
    if (size == code.length) {
      code = Arrays.copyOf(code, size * 2);
    }
    code[size] = QuickProgram.instruction(kind, first, second);
    return size++;
  }
}
