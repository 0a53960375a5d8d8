package io.cueline.topology.knowledge.embedding;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model that is loaded when it is first needed, by whoever needs it first, while others wait: an
 * instance without articles never pays for it.
 */
public final class LazyEmbedder implements Embedder {

  private final Transformer transformer;
  private volatile @Nullable Embedder loaded;
  private boolean closed;

  public LazyEmbedder(Transformer transformer) {
    this.transformer = transformer;
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    return model(loaded).embed(texts);
  }

  @Override
  public Attended read(String text) {
    return model(loaded).read(text);
  }

  private Embedder model(@Nullable Embedder there) {
    return there == null ? loaded() : there;
  }

  private synchronized Embedder loaded() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
    Embedder there = loaded;
    if (there == null) {
      there = OnnxEmbedder.open(transformer);
      loaded = there;
    }
    return there;
  }

  /** Whether nobody need wait for it any more. */
  public boolean isLoaded() {
    return loaded != null;
  }

  @Override
  public String model() {
    return transformer.id();
  }

  @Override
  public int dimension() {
    return Transformer.DIMENSION;
  }

  @Override
  public synchronized void close() {
    closed = true;
    Embedder there = loaded;
    if (there != null) {
      there.close();
      loaded = null;
    }
  }
}
