package io.cueline.workbench.cli.rules;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Rule files that nobody means well with, by what is wrong with them. */
final class HostileFiles {

  private static final String HEAD = "rules:\n- id: x\n  kind: prohibited\n";
  private static final String RULE = HEAD + "  phrases: [a, b]\n";
  private static final String REQUIRED = "rules:\n- id: x\n  kind: required\n  phrases: [a]\n";

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileFiles() {}

  static Map<String, byte[]> all() {
    HostileFiles all = new HostileFiles();
    all.notText();
    all.notYaml();
    all.bombs();
    all.large();
    all.deep();
    all.wrongTypes();
    all.twice();
    all.patterns();
    all.values();
    return all.files;
  }

  private void notText() {
    for (int seed = 0; seed < 5; seed++) {
      byte[] noise = new byte[1 << (seed * 4)];
      new Random(seed).nextBytes(noise);
      noise[0] = (byte) 0xC3;
      noise[noise.length - 1] = (byte) 0xC3;
      files.put("random bytes " + noise.length, noise);
    }
    files.put("zeros", new byte[1000]);
    files.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2});
    files.put("class file", new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0});
    files.put("utf-16", RULE.getBytes(StandardCharsets.UTF_16));
    files.put("latin 1", (RULE + "  message: café\n").getBytes(StandardCharsets.ISO_8859_1));
    files.put("ebcdic", RULE.getBytes(Charset.forName("IBM037")));
    files.put("truncated utf-8", new byte[] {'r', ':', ' ', (byte) 0xE2, (byte) 0x82});
    files.put("overlong utf-8", new byte[] {'a', (byte) 0xC0, (byte) 0x80});
    text("nul in text", RULE + "  message: \"a\0b\"\n");
    text("escape characters", RULE + "  message: \"a\u001b[2Jb\"\n");
    text("half a surrogate pair", RULE + "  message: \"\\ud800\"\n");
  }

  private void notYaml() {
    text("empty", "");
    text("white space", " \n\n  \n");
    text("a comment", "# rules\n");
    text("tabs", "rules:\n\t- id: x\n\t  kind: prohibited\n\t  phrases: [a]\n");
    text("tab after indentation", "rules:\n- id: x\n \tkind: prohibited\n  phrases: [a]\n");
    text("open bracket", "rules: [");
    text("open quote", RULE + "  message: \"never closed\n");
    text("wrong indentation", "rules:\n- id: x\n kind: prohibited\n   phrases: [a]\n");
    text("json cut off", "{\"rules\":[{\"id\":\"x\",\"kind\":");
    text("html", "<!DOCTYPE html><html><body>rules:</body></html>");
    text("xml bomb", "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"aaaa\">]><l>&a;</l>");
    text("two documents", RULE + "---\n" + RULE);
    text("yaml of the future", "%YAML 9.9\n---\n" + RULE);
    text("csv", "id,kind,phrases\nx,prohibited,a\n");
    text("shell", "$(rm -rf /)\n`reboot`\n");
  }

  private void bombs() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [lol, lol]\n");
    StringBuilder maps = new StringBuilder("m0: &m0 {k: v}\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("a%d: &a%d [%s]\n".formatted(i, i, aliases("a" + (i - 1), 10)));
      maps.append("m%d: &m%d {a: *m%d, b: *m%d}\n".formatted(i, i, i - 1, i - 1));
    }
    text("a billion laughs", laughs + "rules: *a29\n");
    text("a billion maps", maps + "rules: [*m29]\n");
    text("many aliases", "x: &x [a]\nrules: [" + aliases("x", 10_000) + "]\n");
    text("list of itself", "rules: &r [*r]\n");
    text("map of itself", "rules: &r\n  - &m {id: *m}\n");
    text("key of itself", "&k {*k : 1}: 2\n");
    text("merge of itself", "rules:\n- &r {<<: *r, id: x}\n");
    text("unknown alias", "rules: *nothing\n");
    text("phrases by aliases", HEAD + "  phrases: &p [*p, a]\n");
    text(
        "java object",
        "rules: !!javax.script.ScriptEngineManager [!!java.net.URL [\"http://x\"]]\n");
    text("python object", "rules: !!python/object/apply:os.system [\"id\"]\n");
    text("own tag", HEAD + "  phrases: !evil [a]\n");
    text("binary tag", HEAD + "  phrases: [!!binary aGVsbG8=]\n");
    text("set", HEAD + "  phrases: !!set {a, b}\n");
  }

  private void large() {
    text("10 MB of spaces", " ".repeat(10 << 20));
    text("10 MB of one word", "rules: " + "a".repeat(10 << 20));
    text("10 MB of one phrase", HEAD + "  phrases: [\"" + "a".repeat(10 << 20) + "\"]\n");
    text("10 MB of comments", "# ten megabytes\n".repeat(700_000) + RULE);
    text(
        "10 MB of rules",
        "rules:\n" + "- {id: x, kind: prohibited, phrases: [a]}\n".repeat(240_000));
    text("20 MB", "x".repeat(20 << 20));
    text("20,001 rules", "rules:\n" + "- {id: x, kind: prohibited, phrases: [a]}\n".repeat(20_001));
    StringBuilder phrases = new StringBuilder();
    for (int i = 0; i < 1_001; i++) {
      phrases.append("w").append(i).append(", ");
    }
    text("1,001 phrases", HEAD + "  phrases: [" + phrases + "z]\n");
    text("1,001 exceptions", RULE + "  unless: [" + phrases + "z]\n");
    text("long id", RULE.replace("id: x", "id: " + "x".repeat(101)));
    text("a million errors", "rules:\n" + "- {}\n".repeat(19_999));
  }

  private void deep() {
    for (int depth : List.of(13, 1_000, 100_000, 1_000_000)) {
      text("lists %d deep".formatted(depth), "rules: " + "[".repeat(depth));
      text("closed lists %d deep".formatted(depth), "[".repeat(depth) + "]".repeat(depth));
    }
    text("maps 50,000 deep", "{a: ".repeat(50_000));
    text("block lists 10,000 deep", "rules:\n" + "- ".repeat(10_000) + "a\n");
    StringBuilder indented = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      indented.append(" ".repeat(i)).append("a:\n");
    }
    text("indented 1,000 deep", indented.toString());
    text("deep trigger", REQUIRED + "  due: 30s\n  after: " + "{phrases: ".repeat(500) + "\n");
  }

  private void wrongTypes() {
    for (String wrong : List.of("5", "text", "{a: b}", "null", "true", "2026-03-01", "[[]]")) {
      text("rules: " + wrong, "rules: " + wrong + "\n");
    }
    for (String field : List.of("id", "kind", "speaker", "severity", "mode", "language")) {
      text(field + " is a map", withField(field, "{a: b}"));
      text(field + " is a list", withField(field, "[a, b]"));
      text(field + " is empty", withField(field, ""));
    }
    for (String field : List.of("distinct", "within", "cooldown", "min_confidence", "on_gap")) {
      text(field + " is a word", withField(field, "many"));
      text(field + " is a map", withField(field, "{a: b}"));
      text(field + " is negative", withField(field, "-1"));
    }
    for (String due :
        List.of("", "soon", "0s", "-5s", "{a: b}", "[]", "[1s, 2s]", "0 utterances")) {
      text("due is '%s'".formatted(due), REQUIRED + "  due: " + due + "\n");
    }
    text("after is a number", REQUIRED + "  due: 30s\n  after: 5\n");
    text("after has no phrase", REQUIRED + "  due: 30s\n  after: {speaker: any}\n");
    text("phrases of maps", HEAD + "  phrases: [{a: b}]\n");
    text("phrases of nothing", HEAD + "  phrases: [null, '']\n");
    text("unknown field", RULE + "  constructor: {prototype: 1}\n");
    text("list at the top", "- id: x\n");
    text("engine is a list", RULE + "engine: [1]\n");
    text("engine is negative", RULE + "engine: {join_window: -1s}\n");
    text("no time at all", RULE + "engine: {idle_end: 0}\n");
  }

  private void twice() {
    text("duplicate ids", RULE + "- {id: x, kind: prohibited, phrases: [c]}\n");
    text("duplicate fields", RULE + "  phrases: [c]\n");
    text("duplicate tops", RULE + RULE);
    text("duplicate phrases", HEAD + "  phrases: [refund, Refund]\n");
    text("a list as a key", HEAD + "  phrases: [a]\n  ? [a, b]\n  : c\n");
  }

  private void patterns() {
    List<String> patterns =
        List.of(
            "re:((a{900}){900}){900}",
            "re:(((((a{30}){30}){30}){30}){30})",
            "re:(a{1000}|b{1000}){1000}",
            "re:a{100000}",
            "re:a{2147483648}",
            "re:a{5,1}",
            "re:(a+)+\\1",
            "re:(?=(a+)+$)b",
            "re:(?<!(a+)+)b",
            "re:(?>(a+)+)b",
            "re:(a++)+b",
            "re:(?(1)a|b)",
            "re:(?R)",
            "re:\\p{Nothing}",
            "re:[z-a]",
            "re:[",
            "re:(",
            "re:*",
            "re:",
            "re:()",
            "re:(a*)*",
            "re:(|a)+",
            "re:.*",
            "re:(?i",
            "re:\\",
            "re:" + "(".repeat(50_000) + "a" + ")".repeat(50_000),
            "re:" + "(a|".repeat(20_000) + "b" + ")".repeat(20_000),
            "re:" + "a?".repeat(20_000) + "a".repeat(20_000),
            "re:" + "[a-z]{50}".repeat(5_000),
            "re:" + "(?:".repeat(3_000) + "a" + "){2}".repeat(3_000));
    for (int i = 0; i < patterns.size(); i++) {
      String yaml = patterns.get(i).replace("\\", "\\\\").replace("\"", "\\\"");
      text("pattern " + i, HEAD + "  phrases: [\"" + yaml + "\"]\n");
    }
  }

  private void values() {
    text("endless due", REQUIRED + "  due: " + "999999999d".repeat(200) + "\n");
    text("endless cooldown", RULE + "  cooldown: " + "999999999d".repeat(100_000) + "\n");
    text("longer than any clock", REQUIRED + "  due: 999999999d\n");
    text("too many utterances", REQUIRED + "  due: 9999999 utterances\n");
    text("too distinct", RULE + "  distinct: 1e308\n");
    text("no number", RULE + "  min_confidence: .nan\n");
    text("endless number", RULE + "  min_confidence: .inf\n");
    text("path as id", RULE.replace("id: x", "id: ../../etc/passwd"));
    text("key of the revision as id", RULE.replace("id: x", "id: \"@revision\""));
    text("endless engine", RULE + "engine: {idle_end: " + "999999999d".repeat(200) + "}\n");
  }

  private static String withField(String field, String value) {
    String rule = field.equals("id") || field.equals("kind") ? "" : "  " + field + ": " + value;
    String head = field.equals("id") ? HEAD.replace("id: x", "id: " + value) : HEAD;
    return head.replace(
            "kind: prohibited", "kind: " + (field.equals("kind") ? value : "prohibited"))
        + "  phrases: [a, b]\n"
        + rule
        + "\n";
  }

  private static String aliases(String name, int count) {
    return String.join(", ", Collections.nCopies(count, "*" + name));
  }

  private void text(String name, String content) {
    byte[] before = files.put(name, content.getBytes(StandardCharsets.UTF_8));
    if (before != null) {
      throw new IllegalStateException("two files of the name " + name);
    }
  }
}
