package io.cueline.topology.knowledge.embedding;

/**
 * A piece of a text as the model reads it.
 *
 * @param id in the vocabulary
 * @param start first character in the text, UTF-16; -1 for the model's own marks
 * @param end behind its last; -1 for the marks
 */
record Token(int id, int start, int end) {}
