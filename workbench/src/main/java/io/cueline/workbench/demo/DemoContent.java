package io.cueline.workbench.demo;

import io.cueline.runtime.service.StartupException;
import io.cueline.workbench.tenant.calls.Article;
import io.cueline.workbench.tenant.calls.ArticleFile;
import io.cueline.workbench.tenant.calls.Call;
import io.cueline.workbench.tenant.calls.CallFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The calls and articles of a replay: a user's files, or those the demo brings along. */
public final class DemoContent {

  private static final String CALLS = "calls.jsonl";
  private static final String ARTICLES = "articles.jsonl";

  private DemoContent() {}

  public static List<Call> calls(Optional<Path> file) {
    return file.map(DemoContent::existing)
        .map(CallFile::read)
        .orElseGet(() -> shipped(CALLS, CallFile::read));
  }

  public static List<Article> articles(Optional<Path> file) {
    return file.map(DemoContent::existing)
        .map(ArticleFile::read)
        .orElseGet(() -> shipped(ARTICLES, ArticleFile::read));
  }

  static Path existing(Path file) {
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new StartupException("cannot read %s: no such file".formatted(file));
    }
    return file;
  }

  private static <T> List<T> shipped(String name, BiFunction<String, Reader, List<T>> reader) {
    try (Reader source = new InputStreamReader(resource(name), StandardCharsets.UTF_8)) {
      return reader.apply("demo/" + name, source);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static InputStream resource(String name) {
    InputStream source = DemoContent.class.getResourceAsStream("/demo/" + name);
    if (source == null) {
      throw new IllegalStateException("demo/" + name + " is missing from the program");
    }
    return source;
  }
}
