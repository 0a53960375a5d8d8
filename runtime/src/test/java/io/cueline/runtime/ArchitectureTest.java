package io.cueline.runtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cueline.runtime");

  @Test
  void dependsOnNothingElseOfOurs() {
    noClasses()
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage("io.cueline..")
                .and(JavaClass.Predicates.resideOutsideOfPackage("io.cueline.runtime..")))
        .check(CLASSES);
  }

  @Test
  void settingsAndHealthKnowNoHttpKafkaOrClock() {
    noClasses()
        .that()
        .resideInAnyPackage("io.cueline.runtime.settings", "io.cueline.runtime.health")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..", "org.eclipse.jetty..", "com.fasterxml..", "ch.qos.logback..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .check(CLASSES);
  }

  @Test
  void onlyTheHttpPackageKnowsJetty() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.cueline.runtime.http")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(CLASSES);
  }
}
