package io.cueline.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What decides knows nothing of what carries. */
class WallsTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cueline.ingest");

  private static final String[] PURE = {"..dialect..", "..masking..", "..clock..", "..article.."};

  @Test
  void thePureCoreKnowsNoCarrier() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.apache.avro.message..",
            "io.cueline.schemas.serde..",
            "io.cueline.schemas.topic..",
            "io.cueline.cxone..",
            "io.cueline.runtime.http..",
            "io.cueline.runtime.kafka..",
            "io.cueline.ingest.kafka..",
            "io.cueline.ingest.stream..",
            "io.cueline.ingest.poll..",
            "io.cueline.ingest.assignment..",
            "jakarta.websocket..",
            "org.glassfish..",
            "okhttp3..",
            "java.net.http..",
            "org.eclipse.jetty..")
        .check(OURS);
  }

  @Test
  void thePureCoreReadsNoClock() {
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
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .check(OURS);
  }

  @Test
  void theStreamKnowsNoKafkaAndTheLogNoStream() {
    noClasses()
        .that()
        .resideInAPackage("..stream..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "..ingest.kafka..")
        .check(OURS);
    noClasses()
        .that()
        .resideInAPackage("..ingest.kafka..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..ingest.stream..", "jakarta.websocket..")
        .check(OURS);
  }
}
