package io.cueline.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cheapest tenant there can be: hands out a token, takes a WebSocket, and writes what was
 * prepared to it. A bare socket, as a server's own work would be measured with ingest's.
 */
final class FrameSender implements AutoCloseable {

  private static final String TOKEN = "{\"access_token\":\"t\",\"expires_in\":3600}";
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key:\\s*(\\S+)\\s*$");
  private static final int LARGEST_HEAD = 1 << 14;

  private final ServerSocket server;
  private final BlockingQueue<Socket> streams = new LinkedBlockingQueue<>();

  FrameSender() {
    try {
      server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofPlatform().name("bench-tenant").daemon().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofPlatform().name("bench-socket").daemon().start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      Matcher key = KEY.matcher(head(in));
      if (!key.find()) {
        out.write(answer(TOKEN));
        socket.close();
        return;
      }
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accepted(key.group(1))
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      streams.add(socket);
      // Its subscription and its pings: whatever comes of us is sign of life enough.
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException gone) {
      streams.remove(socket);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The head of a request; what follows it of a token's request does not matter. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ended = 0;
    for (int b = in.read(); b >= 0 && ended < 4 && head.size() < LARGEST_HEAD; b = in.read()) {
      head.write(b);
      ended = b == '\r' || b == '\n' ? ended + 1 : 0;
      if (ended == 4) {
        break;
      }
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String accepted(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has SHA-1", impossible);
    }
  }

  /** The client's stream, once it has come. */
  Stream stream() throws InterruptedException {
    Socket socket = streams.poll(1, TimeUnit.MINUTES);
    if (socket == null) {
      throw new IllegalStateException("ingest did not connect");
    }
    return new Stream(socket);
  }

  /** A WebSocket that is written to. */
  static final class Stream {
    private final Socket socket;

    private Stream(Socket socket) {
      this.socket = socket;
    }

    /** Writes all frames so many times over; blocks while ingest does not read. */
    void write(SocketFrames frames, int times) {
      try {
        OutputStream out = socket.getOutputStream();
        for (int time = 0; time < times; time++) {
          frames.writeTo(out);
        }
      } catch (IOException lost) {
        throw new IllegalStateException("ingest broke off: " + lost.getMessage(), lost);
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : streams) {
        socket.close();
      }
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
