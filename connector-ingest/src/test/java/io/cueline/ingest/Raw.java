package io.cueline.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes on a socket, for what no decent client would send. */
final class Raw implements AutoCloseable {

  private final Socket socket;
  private final String path;

  Raw(int port, String path) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.path = path;
    socket.setSoTimeout(60_000);
  }

  /** Opens a WebSocket and reads the answer's head. */
  void handshake(String header) throws IOException {
    write(
        String.join(
            "\r\n",
            "GET " + path + " HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13",
            header,
            "",
            ""));
    StringBuilder head = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("refused: " + head);
      }
      head.append((char) next);
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("refused: " + head);
    }
  }

  void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  /** A masked frame, whole; the mask is of zeros. */
  void frame(int opcode, byte[] payload) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    bytes.write(0x80 | opcode);
    if (payload.length < 126) {
      bytes.write(0x80 | payload.length);
    } else {
      bytes.write(0x80 | 127);
      bytes.write(java.nio.ByteBuffer.allocate(8).putLong(payload.length).array());
    }
    bytes.write(new byte[4]);
    bytes.write(payload);
    write(bytes.toByteArray());
  }

  /** The next byte, -1 when the other side has closed. */
  int read() throws IOException {
    return socket.getInputStream().read();
  }

  /** Passes over what the other side sends until it closes; to hang up before would lose ours. */
  void readToTheEnd() throws IOException {
    while (read() >= 0) {
      // A ping, or the answer to our close.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
