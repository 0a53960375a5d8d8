package io.cueline.topology.rules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PureWallsTest {

  private static final String[] PURE = {
    "io.cueline.topology.rules..", "io.cueline.topology.text..", "io.cueline.topology.redaction.."
  };
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "io.cueline.topology.rules",
              "io.cueline.topology.text",
              "io.cueline.topology.redaction");

  @Test
  void rulesTextAndRedactionKnowNoInfrastructure() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.apache.lucene..",
            "io.cueline.schemas.serde..",
            "io.cueline.runtime.http..",
            "io.cueline.topology.publication..",
            "io.cueline.topology.app..",
            "java.net..",
            "jakarta.websocket..")
        .check(CLASSES);
  }

  @Test
  void noClockDecides() {
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
