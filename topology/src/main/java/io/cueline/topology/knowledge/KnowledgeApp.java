package io.cueline.topology.knowledge;

import io.cueline.runtime.service.Service;
import io.cueline.runtime.service.ServiceContext;
import io.cueline.schemas.serde.SchemaDirectory;
import io.cueline.topology.knowledge.index.ArticleIndex;
import java.nio.file.Path;

/**
 * The look-up as a Streams application of its own: however slow it gets, no compliance decision
 * waits for it.
 */
public final class KnowledgeApp implements Service {

  private final ArticleIndex index;

  private KnowledgeApp(ArticleIndex index) {
    this.index = index;
  }

  /**
   * Starts answering queries; returns once all threads run. The topics must exist.
   *
   * @throws io.cueline.runtime.service.StartupException where the folder is another process's or a
   *     setting is wrong
   */
  public static KnowledgeApp start(ServiceContext context, SchemaDirectory directory) {
    Path folder = Path.of(context.settings().get(KnowledgeSettings.FOLDER));
    return new KnowledgeApp(ArticleIndex.open(folder.resolve("index")));
  }

  @Override
  public String name() {
    return "knowledge";
  }

  @Override
  public void close() {
    index.close();
  }
}
