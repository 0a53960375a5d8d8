package io.cueline.workbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cueline.runtime.settings.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the documents say is what the program does: every setting, every metric, every command. */
final class DocumentsTest {

  private static final Path ROOT = Path.of("..");
  private static final List<String> OF_THE_LAUNCHER = List.of("build", "test", "format");

  @Test
  void everySettingStandsInItsDocument() throws IOException {
    String document = Files.readString(ROOT.resolve("docs/settings.md"));

    assertThat(document)
        .as("made by 'cueline settings --markdown'")
        .endsWith(Catalogue.markdown(AllSettings.ALL));
  }

  @Test
  void everyMetricStandsInItsDocument() throws IOException {
    Set<String> documented = matches("`(cueline\\.[a-z.-]+)`", "docs/metrics.md");
    Set<String> inCode = new TreeSet<>();
    for (Path source : sources()) {
      inCode.addAll(found("\"(cueline\\.[a-z]+\\.[a-z.-]*[a-z])\"", Files.readString(source)));
    }
    inCode.removeIf(name -> name.startsWith("cueline.rocksdb.")); // a key of configuration

    assertThat(documented).containsAll(inCode);
  }

  @Test
  void everyCommandThatTheReadmeNamesIsThere() throws IOException {
    Set<String> commands = new TreeSet<>(OF_THE_LAUNCHER);
    commands.addAll(new CommandLine(new RootCommand()).getSubcommands().keySet());

    assertThat(commands)
        .containsAll(matches("(?:^ {4}\\./|`)cueline ([a-z]+)", "README.md"))
        .containsAll(matches("cueline ([a-z]+)'", "README.md"));
  }

  @Test
  void everyCommandStandsInTheReadme() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));

    assertThat(new CommandLine(new RootCommand()).getSubcommands().keySet())
        .allSatisfy(command -> assertThat(readme).contains(command));
  }

  @Test
  void everyLinkOfTheReadmeLeadsSomewhere() throws IOException {
    assertThat(matches("\\]\\(([^)#]+)\\)", "README.md"))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static Set<String> matches(String pattern, String file) throws IOException {
    return found(pattern, Files.readString(ROOT.resolve(file)));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("src/main/java"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }
}
