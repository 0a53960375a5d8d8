package io.cueline.topology.knowledge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Gathering fragments, the gate and the ranking are pure: no Kafka, no Lucene, no clock. */
class KnowledgeWallsTest {

  private static final String[] PURE = {"..topology.fragments..", "..knowledge.ranking.."};

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cueline.topology.fragments", "io.cueline.topology.knowledge");

  @Test
  void pureCodeKnowsNoMachinery() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache..",
            "io.cueline.schemas.serde..",
            "io.cueline.schemas.topic..",
            "io.cueline.runtime..",
            "io.micrometer..",
            "java.net..",
            "java.util.concurrent..")
        .check(CLASSES);
  }

  @Test
  void pureCodeAsksNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .check(CLASSES);
  }
}
