package io.cueline.topology.publication;

import io.cueline.schemas.ConfigAction;
import io.cueline.schemas.ConfigEntry;
import io.cueline.schemas.ConfigLogEntry;
import io.cueline.schemas.Revision;
import io.cueline.schemas.RuleRef;
import io.cueline.schemas.RuleVersion;
import io.cueline.schemas.topic.Topics;
import io.cueline.topology.rules.Rule;
import io.cueline.topology.rules.RuleSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** The records that lead from the rules in force to others. */
final class Publication {

  private final ConfigTopics topics;
  private final ConfigView before;
  private final RuleSet rules;
  private final String who;
  private final String why;
  private final Instant now;
  private final String id = UUID.randomUUID().toString();
  private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  private final List<String> changed = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final List<RuleRef> refs = new ArrayList<>();

  Publication(
      ConfigTopics topics, ConfigView before, RuleSet rules, String who, String why, Instant now) {
    this.topics = topics;
    this.before = before;
    this.rules = rules;
    this.who = who;
    this.why = why;
    this.now = now;
    Set<String> gone = new TreeSet<>(before.rules().keySet());
    gone.addAll(before.missing().keySet());
    gone.addAll(before.tainted());
    gone.remove(Topics.REVISION_KEY);
    for (Rule rule : rules.rules()) {
      gone.remove(rule.id());
      put(rule);
    }
    gone.forEach(this::remove);
    if (!unchanged()) {
      revise();
    }
  }

  /** Nothing would be other than it is. */
  boolean unchanged() {
    return records.isEmpty()
        && before.number() > 0
        && before.engine().equals(rules.engine())
        && before.tainted().isEmpty();
  }

  long revision() {
    return before.number() + 1;
  }

  List<ProducerRecord<byte[], byte[]>> records() {
    return records;
  }

  List<String> changed() {
    return changed;
  }

  List<String> removed() {
    return removed;
  }

  private void put(Rule rule) {
    Rule old = before.rules().get(rule.id());
    boolean same = old != null && old.hash().equals(rule.hash());
    int version = old != null && same ? old.version() : before.highest(rule.id()) + 1;
    refs.add(
        RuleRef.newBuilder().setRuleId(rule.id()).setVersion(version).setHash(rule.hash()).build());
    if (same && !before.tainted().contains(rule.id())) {
      return;
    }
    RuleVersion record =
        RuleVersion.newBuilder()
            .setRuleId(rule.id())
            .setVersion(version)
            .setHash(rule.hash())
            .setSource(rule.source())
            .setPublication(id)
            .setPublishedBy(who)
            .setPublishedAt(now)
            .build();
    config(rule.id(), ConfigEntry.newBuilder().setEntry(record).build());
    if (!same) {
      changed.add(rule.id());
      log(rule.hash(), log(ConfigAction.PUBLISHED).setRule(record).build());
    }
  }

  private void remove(String ruleId) {
    ProducerRecord<byte[], byte[]> tombstone =
        new ProducerRecord<>(topics.config(), 0, bytes(ruleId), null, header());
    records.add(tombstone);
    Rule old = before.rules().get(ruleId);
    if (old != null) {
      removed.add(ruleId);
      log(old.hash(), log(ConfigAction.REMOVED).setRemovedRuleId(ruleId).build());
    }
  }

  private List<Header> header() {
    return List.of(new RecordHeader(ConfigTopics.PUBLICATION_HEADER, bytes(id)));
  }

  private void revise() {
    Revision revision =
        Revision.newBuilder()
            .setNumber(revision())
            .setBase(before.number())
            .setPublication(id)
            .setRules(refs)
            .setEngine(rules.engine().toAvro())
            .setPublishedBy(who)
            .setPublishedAt(now)
            .setReason(why)
            .build();
    log(Topics.REVISION_KEY, log(ConfigAction.REVISION).setRevision(revision).build());
    config(Topics.REVISION_KEY, ConfigEntry.newBuilder().setEntry(revision).build());
  }

  private ConfigLogEntry.Builder log(ConfigAction action) {
    return ConfigLogEntry.newBuilder()
        .setAction(action)
        .setRevisionNumber(revision())
        .setPublishedBy(who)
        .setPublishedAt(now)
        .setReason(why);
  }

  private void config(String key, ConfigEntry entry) {
    byte[] value = topics.entries().serialize(topics.config(), entry);
    records.add(new ProducerRecord<>(topics.config(), 0, now.toEpochMilli(), bytes(key), value));
  }

  private void log(String key, ConfigLogEntry entry) {
    byte[] value = topics.logEntries().serialize(topics.log(), entry);
    records.add(new ProducerRecord<>(topics.log(), 0, now.toEpochMilli(), bytes(key), value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
