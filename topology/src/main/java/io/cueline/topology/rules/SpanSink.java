package io.cueline.topology.rules;

/** Takes what a phrase matches, in offsets of the text that was searched. */
@FunctionalInterface
interface SpanSink {
  void span(int start, int end);
}
