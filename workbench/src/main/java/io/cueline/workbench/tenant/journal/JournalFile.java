package io.cueline.workbench.tenant.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cueline.runtime.service.StartupException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only file of one JSON object a line. Each line is handed to the operating system whole
 * before {@link #append} returns, so a killed process leaves at most its last line torn, and that
 * one is cut off when the file is opened again. Not thread safe.
 */
final class JournalFile implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  // Not a channel: an interrupt would close it.
  private final FileOutputStream out;
  private boolean broken;

  private JournalFile(Path file, FileOutputStream out) {
    this.file = file;
    this.out = out;
  }

  /**
   * Hands every line written so far to {@code each}, then opens for appending.
   *
   * @throws StartupException when the file cannot be read or written, or a line in its middle is
   *     not one of ours
   */
  static JournalFile open(Path file, Consumer<JsonNode> each) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      long whole = Files.exists(file) ? readLines(file, each) : 0;
      if (Files.exists(file) && Files.size(file) > whole) {
        LOG.atInfo().addKeyValue("file", file).log("a torn last line is cut off");
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
          cut.setLength(whole);
        }
      }
      return new JournalFile(file, new FileOutputStream(file.toFile(), true));
    } catch (IOException e) {
      throw new StartupException(
          file + ": the simulated tenant's journal cannot be used: " + e.getMessage(), e);
    }
  }

  /** Returns the length of all whole lines. */
  private static long readLines(Path file, Consumer<JsonNode> each) throws IOException {
    long whole = 0;
    int number = 0;
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        number++;
        try {
          each.accept(JSON.readTree(line.toByteArray()));
        } catch (JsonProcessingException | IllegalArgumentException | NullPointerException e) {
          throw new StartupException(
              file + ":" + number + ": not a line of the simulated tenant's journal", e);
        }
        whole += line.size() + 1;
        line.reset();
      }
    }
    return whole;
  }

  /** A full disk is logged once; from then on nothing more is written. */
  void append(JsonNode line) {
    if (broken) {
      return;
    }
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      broken = true;
      LOG.atError().addKeyValue("file", file).setCause(e).log("the journal cannot be written");
    }
  }

  @Override
  public void close() {
    try (out) {
      out.getFD().sync();
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("file", file).setCause(e).log("the journal was not synced");
    }
  }
}
