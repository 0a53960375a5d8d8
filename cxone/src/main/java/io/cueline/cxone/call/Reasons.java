package io.cueline.cxone.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Why a call failed, in a few words fit for a log: an error's code and message, but nothing that
 * may be a secret or a caller's words. Pure.
 */
final class Reasons {

  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> CODES = List.of("error", "code", "errorCode", "error_code");
  private static final List<String> MESSAGES =
      List.of("message", "error_description", "errorMessage", "detail", "title");
  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,40}");
  private static final int LONGEST = 120;

  /** Numbers that may be an account, words that may be a key, addresses of e-mail. */
  private static final Pattern TELLING =
      Pattern.compile("\\S*@\\S*|[A-Za-z0-9+/=_.-]{25,}|\\d[\\d -]{2,}\\d");

  /** So many characters in a row from our request mean that the answer quotes it. */
  private static final int QUOTE = 12;

  private Reasons() {}

  /** What the body of an error says, beginning with a colon; or nothing. */
  static String of(String body, String sent) {
    List<String> parts = new ArrayList<>();
    JsonNode answer = json(body);
    for (String field : CODES) {
      String code = answer.path(field).asText("");
      if (CODE.matcher(code).matches()) {
        parts.add(code);
      }
    }
    for (String field : MESSAGES) {
      String message = answer.path(field).asText("");
      if (!message.isBlank() && !quotes(message, sent)) {
        parts.add(redacted(message));
      }
    }
    return parts.isEmpty() ? "" : ": " + String.join(", ", parts);
  }

  /** Why no answer came; addresses may hold tokens, so only the kind of fault is told. */
  static String of(IOException fault) {
    return switch (fault) {
      case UnknownHostException _ -> "the host's name is unknown";
      case ConnectException _ -> "the connection was refused";
      case InterruptedIOException _ -> "no answer in time";
      case SSLException _ -> "TLS failed (" + fault.getClass().getSimpleName() + ")";
      default -> "the connection failed (" + fault.getClass().getSimpleName() + ")";
    };
  }

  private static boolean quotes(String message, String sent) {
    for (int from = 0; from + QUOTE <= message.length(); from++) {
      if (sent.contains(message.substring(from, from + QUOTE))) {
        return true;
      }
    }
    return false;
  }

  private static String redacted(String message) {
    String line = TELLING.matcher(message).replaceAll("…").replaceAll("[\\s\\p{Cntrl}]+", " ");
    return line.length() <= LONGEST ? line.strip() : line.substring(0, LONGEST).strip() + "…";
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException _) {
      return JSON.createObjectNode();
    }
  }
}
