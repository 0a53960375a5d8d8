package io.cueline.topology.compliance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The engine is pure: state × event → state + decisions. */
class ComplianceWallsTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cueline.topology.compliance");

  @Test
  void theEngineKnowsNoMachinery() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.apache.lucene..",
            "io.cueline.schemas.serde..",
            "io.cueline.schemas.topic..",
            "io.cueline.runtime..",
            "io.cueline.topology.app..",
            "io.cueline.topology.publication..",
            "io.cueline.topology.knowledge..",
            "io.micrometer..",
            "org.slf4j..",
            "java.net..",
            "java.io..")
        .check(CLASSES);
  }

  @Test
  void noClockDecides() {
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(InstantSource.class)
        .check(CLASSES);
  }
}
