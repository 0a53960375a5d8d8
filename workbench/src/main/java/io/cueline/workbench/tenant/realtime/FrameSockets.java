package io.cueline.workbench.tenant.realtime;

import io.cueline.workbench.tenant.journal.ReceivedLog;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/** The connections that frames come by; each frame is remembered as a call. Thread safe. */
public final class FrameSockets {

  /** Where clients connect. */
  public static final String PATH = "/realtime/v1";

  /** As faults and the journal name it. */
  public static final String NAME = "realtime";

  private final List<Session> open = new CopyOnWriteArrayList<>();
  private final Set<Session> silenced = ConcurrentHashMap.newKeySet();
  private final AtomicLong untilDrop = new AtomicLong();
  private final ReceivedLog received;
  private final InstantSource now;

  public FrameSockets(ReceivedLog received, InstantSource now) {
    this.received = received;
    this.now = now;
  }

  /** Who connects next. */
  public Object socket() {
    return new FrameSocket(this);
  }

  public int connected() {
    return open.size();
  }

  /** Cuts every connection without a farewell. */
  public void dropAll() {
    open.forEach(Session::disconnect);
  }

  /** Cuts every connection after so many more frames. */
  public void dropAfter(long frames) {
    if (frames < 1) {
      throw new IllegalArgumentException("dropAfterFrames must be at least 1");
    }
    untilDrop.set(frames);
  }

  /** Who is connected now gets no answer to pings any more. */
  public void silence() {
    silenced.addAll(open);
  }

  /** Says good-bye. */
  public void closeAll() {
    open.forEach(
        session ->
            session.close(StatusCode.SHUTDOWN, "the tenant is shutting down", Callback.NOOP));
  }

  void opened(Session session) {
    open.add(session);
  }

  void closed(Session session) {
    open.remove(session);
    silenced.remove(session);
  }

  boolean isSilent(Session session) {
    return silenced.contains(session);
  }

  void took(String text, FrameCheck.Finding finding) {
    received.received(
        new ReceivedLog.Arrival(NAME, "FRAME", PATH, finding.frameId(), null, text, now.instant()),
        finding.wrong().isEmpty() ? 200 : 400,
        finding.wrong().orElse(null));
    if (untilDrop.getAndUpdate(left -> Math.max(0, left - 1)) == 1) {
      dropAll();
    }
  }

  InstantSource now() {
    return now;
  }
}
