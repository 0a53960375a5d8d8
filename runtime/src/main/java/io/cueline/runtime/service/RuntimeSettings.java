package io.cueline.runtime.service;

import io.cueline.runtime.http.HttpSettings;
import io.cueline.runtime.kafka.KafkaAccess;
import io.cueline.runtime.logging.LogSettings;
import io.cueline.runtime.settings.Setting;
import java.util.List;
import java.util.stream.Stream;

/** What every service can be told, whatever it does. */
public final class RuntimeSettings {

  public static final List<Setting<?>> ALL =
      Stream.<List<Setting<?>>>of(KafkaAccess.SETTINGS, HttpSettings.ALL, LogSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private RuntimeSettings() {}
}
