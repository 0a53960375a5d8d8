package io.cueline.bench;

import java.time.Duration;

/**
 * What {@link KnowledgeRun} has measured.
 *
 * @param articles in the index
 * @param lookUps that were timed
 * @param lookUpsPerSecond one after the other, a second of one core
 * @param p50 of a look-up, from words to cards; processor time
 * @param p99 the same
 * @param index from articles to an index on disk with their vectors
 * @param reopen from nothing in memory to the first answer
 */
public record KnowledgeResult(
    int articles,
    int lookUps,
    double lookUpsPerSecond,
    Duration p50,
    Duration p99,
    Duration index,
    Duration reopen) {}
