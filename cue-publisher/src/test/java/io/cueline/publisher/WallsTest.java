package io.cueline.publisher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class WallsTest {

  private static final String[] PURE = {
    "io.cueline.publisher.offsets..",
    "io.cueline.publisher.delivery..",
    "io.cueline.publisher.body..",
    "io.cueline.publisher.realtime",
    "io.cueline.publisher.desktop"
  };

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cueline.publisher");

  @Test
  void the_core_knows_no_kafka_no_http_and_no_adapter() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "okhttp3..",
            "org.eclipse.jetty..",
            "java.net.http..",
            "java.util.concurrent..",
            "io.micrometer..",
            "io.cueline.schemas.serde..",
            "io.cueline.runtime..",
            "io.cueline.cxone.call..",
            "io.cueline.cxone.token..",
            "io.cueline.publisher.desktop.hub..",
            "io.cueline.publisher.desktop.kafka..",
            "io.cueline.publisher.desktop.page..",
            "io.cueline.publisher.desktop.token..",
            "io.cueline.publisher.engine..",
            "io.cueline.publisher.kafka..",
            "io.cueline.publisher.metrics..",
            "io.cueline.publisher.tenant..")
        .check(classes);
  }

  @Test
  void the_core_has_no_clock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .check(classes);
  }

  @Test
  void delivery_and_offsets_stand_by_themselves() {
    noClasses()
        .that()
        .resideInAPackage("io.cueline.publisher.delivery..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cueline.publisher.offsets..", "io.cueline.publisher.body..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("io.cueline.publisher.offsets..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cueline.publisher.delivery..", "io.cueline.schemas..")
        .check(classes);
  }

  @Test
  void only_the_root_wires() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.cueline.publisher.desktop.hub..",
            "io.cueline.publisher.desktop.kafka..",
            "io.cueline.publisher.desktop.page..",
            "io.cueline.publisher.desktop.token..",
            "io.cueline.publisher.engine..",
            "io.cueline.publisher.kafka..",
            "io.cueline.publisher.metrics..",
            "io.cueline.publisher.tenant..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cueline.publisher")
        .check(classes);
  }
}
