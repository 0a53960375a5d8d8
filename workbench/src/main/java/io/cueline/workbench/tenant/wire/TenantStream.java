package io.cueline.workbench.tenant.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The streams of section 2 of the contract. */
public enum TenantStream {
  /** 2a: a client connects and subscribes. */
  TRANSCRIPTION("transcription", "/api/v2/interactions/transcription"),
  /** 2b: a client connects. */
  ASSIST_STREAM("assist-stream", "/cxoneapi/v2/agentassist/stream"),
  /** 2c: a client connects. */
  INTERACTION_EVENTS("interaction-events", "/api/v2/interactions/events"),
  /** 2d: the tenant connects to a WebSocket of the other side. */
  STT_PUSH("stt-push", "/api/v2/stt/incoming"),
  /** 2e: a client connects and subscribes to each contact. */
  AAH_NOTIFICATIONS("aah-notifications", "/agent-assist-notifications/notifications/ws"),
  /** 2f: the tenant posts to the other side. */
  VOICEGATEWAY("voicegateway", "/api/v2/stt/voicegateway");

  private final String contractName;
  private final String path;

  TenantStream(String contractName, String path) {
    this.contractName = contractName;
    this.path = path;
  }

  public static Optional<TenantStream> of(String contractName) {
    return Arrays.stream(values()).filter(s -> s.contractName.equals(contractName)).findFirst();
  }

  /** As settings, faults and the journal name it. */
  public String contractName() {
    return contractName;
  }

  /** On the tenant's host or, where the tenant comes to us, on the other side's. */
  public String path() {
    return path;
  }

  /** Whether clients connect to the tenant, rather than the tenant to the other side. */
  public boolean isServed() {
    return switch (this) {
      case TRANSCRIPTION, ASSIST_STREAM, INTERACTION_EVENTS, AAH_NOTIFICATIONS -> true;
      case STT_PUSH, VOICEGATEWAY -> false;
    };
  }

  /** Whether this sender may repeat itself. */
  public boolean mayRepeat() {
    return !isServed();
  }

  /** How it words what happens. */
  public Wire wire() {
    return switch (this) {
      case TRANSCRIPTION -> new TranscriptionWire();
      case ASSIST_STREAM -> new AssistWire();
      case INTERACTION_EVENTS -> new EventsWire();
      case STT_PUSH -> new PushWire();
      case AAH_NOTIFICATIONS -> new NotificationWire();
      case VOICEGATEWAY -> new VoiceGatewayWire();
    };
  }

  /** All names, for messages. */
  public static List<String> names() {
    return Arrays.stream(values()).map(TenantStream::contractName).toList();
  }
}
