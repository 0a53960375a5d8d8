package io.cueline.workbench.cli;

import io.cueline.ingest.IngestSettings;
import io.cueline.publisher.PublisherSettings;
import io.cueline.runtime.service.RuntimeSettings;
import io.cueline.runtime.settings.CxoneSettings;
import io.cueline.runtime.settings.Setting;
import io.cueline.topology.TopologySettings;
import io.cueline.topology.knowledge.KnowledgeSettings;
import io.cueline.workbench.demo.SimulatorSettings;
import java.util.List;
import java.util.stream.Stream;

/** Every setting there is, in the order in which they are shown. */
public final class AllSettings {

  public static final List<Setting<?>> ALL =
      Stream.<List<Setting<?>>>of(
              RuntimeSettings.ALL,
              CxoneSettings.ALL,
              IngestSettings.ALL,
              TopologySettings.ALL,
              KnowledgeSettings.ALL,
              PublisherSettings.ALL,
              SimulatorSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .distinct()
          .toList();

  private AllSettings() {}
}
