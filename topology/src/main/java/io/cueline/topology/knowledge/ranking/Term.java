package io.cueline.topology.knowledge.ranking;

/**
 * A word that carries meaning, where it stands in a text.
 *
 * @param stem what is compared: lower case, without endings
 * @param word as written
 * @param start first character in the text, UTF-16
 * @param end behind its last
 */
public record Term(String stem, String word, int start, int end) {}
