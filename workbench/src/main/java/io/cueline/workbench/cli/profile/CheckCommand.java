package io.cueline.workbench.cli.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cueline.cxone.profile.Profile;
import io.cueline.cxone.profile.ProfileException;
import io.cueline.ingest.dialect.DialectFile;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Settings;
import io.cueline.workbench.cli.SettingsOption;
import io.cueline.workbench.cli.profile.Finding.Grade;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cueline profile check}. */
@Command(
    name = "check",
    description = {
      "Checks a profile: what is missing, what nothing uses, which hosts do not answer,",
      "whether a token is given, each with what to do about it.",
      "Variables and credentials are those of the settings. Exit status 1 if it would not run."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class CheckCommand implements Callable<Integer> {

  /** {@code FILE:LINE: FIELD: what is wrong}. */
  private static final Pattern PLACED =
      Pattern.compile("(.+?\\.ya?ml(?::\\d+)?(?:: [\\w.\\[\\]+-]+(?=: ))?): (.+)", Pattern.DOTALL);

  @Spec private CommandSpec spec;

  @Mixin private SettingsOption settingsOption;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "A profile's file or name (default: the setting cxone.profile).")
  private @Nullable String file;

  @Option(
      names = "--var",
      paramLabel = "NAME=VALUE",
      description = "A variable's value, beside cxone.variables.")
  private Map<String, String> variables = new LinkedHashMap<>();

  @Option(names = "--offline", description = "Reads only, and connects to nobody.")
  private boolean offline;

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException, InterruptedException {
    Settings settings = settingsOption.load();
    String name = file == null ? settings.get(CxoneSettings.PROFILE) : file;
    List<Finding> findings = findings(name, settings);
    boolean ok = findings.stream().noneMatch(finding -> finding.grade() == Grade.ERROR);
    if (json) {
      print(name, ok, findings);
    } else {
      print(name, findings);
    }
    return ok ? 0 : 1;
  }

  private List<Finding> findings(String name, Settings settings) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> given = given(name, settings);
    Profile profile;
    try {
      Set<String> missing = Profile.missingVariables(name, given);
      for (String variable : missing) {
        findings.add(
            Finding.error(
                "variables." + variable,
                "it has no value",
                "give one by cxone.variables: %s=… (here also --var %s=…)"
                    .formatted(variable, variable)));
        given.put(variable, "missing-" + variable);
      }
      profile = Profile.load(name, given);
      findings.addAll(ProfileReview.of(profile, Set.copyOf(DialectFile.SHIPPED)));
      findings.addAll(Cautions.of(profile));
      // Hosts that were made up have no address: that is said already.
      if (!offline && missing.isEmpty()) {
        findings.addAll(Reachability.of(profile));
        findings.add(TokenTrial.of(profile, settings));
      }
    } catch (ProfileException wrong) {
      findings.add(refused(name, wrong));
    }
    return findings;
  }

  /** Its place comes first: file and line, then the field where it is one's fault. */
  private static Finding refused(String name, ProfileException wrong) {
    String message = String.valueOf(wrong.getMessage());
    Matcher placed = PLACED.matcher(message);
    return placed.matches()
        ? Finding.error(placed.group(1), placed.group(2), "")
        : Finding.error(name, message, "");
  }

  /** The settings' variables are for the settings' profile: another may not know them all. */
  private Map<String, String> given(String name, Settings settings) {
    Map<String, String> given = new HashMap<>(settings.get(CxoneSettings.VARIABLES));
    if (!name.equals(settings.get(CxoneSettings.PROFILE))) {
      try {
        given.keySet().retainAll(Profile.variables(name));
      } catch (ProfileException unreadable) {
        // It is complained of when the profile is loaded.
        given.clear();
      }
    }
    given.putAll(variables);
    return given;
  }

  private void print(String name, List<Finding> findings) {
    PrintWriter out = spec.commandLine().getOut();
    for (Finding finding : findings) {
      String grade = finding.grade().name().toLowerCase(Locale.ROOT);
      out.println("%-8s %s: %s".formatted(grade, finding.where(), finding.what()));
      if (!finding.mend().isEmpty()) {
        out.println("         -> " + finding.mend());
      }
    }
    long errors = count(findings, Grade.ERROR);
    long warnings = count(findings, Grade.WARNING);
    out.println(
        errors == 0
            ? "profile %s would run; %d warning%s"
                .formatted(name, warnings, warnings == 1 ? "" : "s")
            : "profile %s would not run: %d thing%s to mend, %d warning%s"
                .formatted(
                    name, errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s"));
  }

  private static long count(List<Finding> findings, Grade grade) {
    return findings.stream().filter(finding -> finding.grade() == grade).count();
  }

  private void print(String name, boolean ok, List<Finding> findings)
      throws JsonProcessingException {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("profile", name);
    fields.put("ok", ok);
    List<Map<String, String>> all = new ArrayList<>();
    for (Finding finding : findings) {
      Map<String, String> each = new LinkedHashMap<>();
      each.put("grade", finding.grade().name().toLowerCase(Locale.ROOT));
      each.put("where", finding.where());
      each.put("what", finding.what());
      each.put("mend", finding.mend());
      all.add(each);
    }
    fields.put("findings", all);
    spec.commandLine()
        .getOut()
        .println(
            JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(fields));
  }
}
