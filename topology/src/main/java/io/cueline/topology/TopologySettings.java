package io.cueline.topology;

import io.cueline.runtime.settings.Setting;
import io.cueline.topology.knowledge.KnowledgeSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be set of the topology service. */
public final class TopologySettings {

  public static final Setting<String> FOLDER =
      Setting.text(
          "topology.folder",
          "data/topology",
          "where this instance keeps its state; no two may share one");
  public static final Setting<Optional<String>> INSTANCE_ID =
      Setting.optional(
          "topology.instance-id",
          "this instance's name in its group, the same after a restart: its partitions then wait"
              + " for it for the session time-out instead of moving; no two may share one");
  public static final Setting<Duration> SESSION_TIMEOUT =
      Setting.duration(
          "topology.session-timeout",
          "6s",
          "an instance silent for so long is replaced; brokers allow 6s to 30m, and a restart that"
              + " takes less moves nothing where it has a name");
  public static final Setting<Integer> THREADS =
      Setting.number(
          "topology.threads", 1, 1, 64, "threads that decide; each commits by itself, so few");
  public static final Setting<Integer> STANDBYS =
      Setting.number(
          "topology.standbys",
          1,
          0,
          3,
          "other instances that keep a copy of the state and take over at once");
  public static final Setting<Duration> COMMIT_INTERVAL =
      Setting.duration(
          "topology.commit-interval",
          "100ms",
          "readers see what was decided after this long at most; cues do not wait for it");
  public static final Setting<Integer> ROCKSDB_MEGABYTES =
      Setting.number(
          "topology.rocksdb-megabytes",
          128,
          16,
          65_536,
          "memory of all stores together, off the heap");
  public static final Setting<Duration> RULES_WAIT =
      Setting.duration(
          "topology.rules-wait",
          "5s",
          "how long a call waits for rules that it has adopted on another instance; below 10s,"
              + " after which its transaction would be given up");
  public static final Setting<Optional<String>> INITIAL_RULES =
      Setting.optional(
          "topology.initial-rules",
          "rule files, with commas, or 'default' for those shipped; published at start where no"
              + " rules have been published yet");
  public static final Setting<Optional<Duration>> JOIN_WINDOW =
      new Setting<>(
          "topology.join-window",
          Optional.of(""),
          TopologySettings::optionalDuration,
          "in place of the initial rules' join_window: a call first heard within this after"
              + " connecting counts as joined in progress; 0 for never",
          false);
  public static final Setting<Boolean> CREATE_TOPICS =
      Setting.flag("topics.create", false, "create missing topics at start");

  public static final List<Setting<?>> ALL =
      Stream.<List<Setting<?>>>of(
              List.of(
                  FOLDER,
                  INSTANCE_ID,
                  SESSION_TIMEOUT,
                  THREADS,
                  STANDBYS,
                  COMMIT_INTERVAL,
                  ROCKSDB_MEGABYTES,
                  RULES_WAIT,
                  INITIAL_RULES,
                  JOIN_WINDOW,
                  CREATE_TOPICS),
              KnowledgeSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private TopologySettings() {}

  private static Optional<Duration> optionalDuration(String text) {
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(io.cueline.runtime.settings.Durations.parse(text));
  }
}
