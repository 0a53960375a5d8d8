package io.cueline.workbench.tenant;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The tenant is the other side: what it says must not be said by the code it is there to test. */
class WallsTest {

  private static final JavaClasses TENANT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cueline.workbench.tenant");

  @Test
  void theTenantSharesNothingWithTheServices() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.cueline.cxone..",
            "io.cueline.ingest..",
            "io.cueline.topology..",
            "io.cueline.publisher..",
            "io.cueline.schemas..",
            "io.cueline.broker..",
            "io.cueline.workbench.cli..",
            "io.cueline.workbench.demo..",
            "io.cueline.workbench.report..",
            "org.apache.kafka..",
            "org.apache.avro..")
        .check(TENANT);
  }

  @Test
  void callsAndFaultsKnowNoWireAndNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.cueline.workbench.tenant.calls..", "io.cueline.workbench.tenant.faults..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..", "java.net.http..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .check(TENANT);
  }
}
