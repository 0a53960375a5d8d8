package io.cueline.runtime.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/** One line per event, whatever it holds: a line break in a value is written as {@code \n}. */
final class EventEncoder extends EncoderBase<ILoggingEvent> {

  private static final int FRAMES = 12;
  private static final int CAUSES = 5;

  private final LogFormat format;

  EventEncoder(LogFormat format) {
    this.format = format;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    Map<String, String> fields = fields(event);
    String line =
        switch (format) {
          case LOGFMT -> EventLine.logfmt(fields);
          case JSON -> EventLine.json(fields);
        };
    return (line + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, String> fields(ILoggingEvent event) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("time", event.getInstant().toString());
    fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    fields.put("logger", event.getLoggerName());
    fields.put("msg", event.getFormattedMessage());
    Optional.ofNullable(event.getKeyValuePairs())
        .ifPresent(
            pairs -> {
              for (KeyValuePair pair : pairs) {
                // Our own fields keep their names: a second "msg" would hide the first.
                String key = fields.containsKey(pair.key) ? pair.key + "_" : pair.key;
                fields.put(key, String.valueOf(pair.value));
              }
            });
    Optional.ofNullable(event.getThrowableProxy())
        .ifPresent(
            thrown -> {
              fields.put("error", describe(thrown));
              fields.put("stack", stack(thrown));
            });
    return fields;
  }

  private static String describe(IThrowableProxy thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClassName() : thrown.getClassName() + ": " + message;
  }

  /** The nearest frames of each cause: enough to find the place, short enough for a line. */
  private static String stack(IThrowableProxy thrown) {
    StringBuilder text = new StringBuilder();
    IThrowableProxy each = thrown;
    for (int depth = 0; each != null && depth < CAUSES; depth++) {
      if (depth > 0) {
        text.append("\ncaused by ").append(describe(each));
      }
      StackTraceElementProxy[] frames = each.getStackTraceElementProxyArray();
      for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
        text.append(depth == 0 && i == 0 ? "" : "\n").append(frames[i].getSTEAsString());
      }
      each = each.getCause();
    }
    return text.toString();
  }
}
