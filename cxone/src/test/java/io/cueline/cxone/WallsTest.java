package io.cueline.cxone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WallsTest {

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cueline.cxone");

  private static final DescribedPredicate<JavaClass> HTTP =
      resideInAnyPackage("okhttp3..", "okio..", "java.net.http..");

  @Test
  void dependsOnNothingElseOfOurs() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.cueline..")
                .and(DescribedPredicate.not(resideInAPackage("io.cueline.cxone.."))))
        .check(OURS);
    noClasses()
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "org.apache.avro.."))
        .check(OURS);
  }

  @Test
  void profilesKnowNoHttpAndNobodyElse() {
    noClasses()
        .that()
        .resideInAPackage("..profile..")
        .should()
        .dependOnClassesThat(HTTP.or(resideInAnyPackage("..token..", "..call..")))
        .check(OURS);
  }

  @Test
  void whatDecidesKnowsNoHttp() {
    classes()
        .that()
        .haveNameMatching(
            ".*\\.(RetryPolicy|Outcomes?|Reasons|Address|CallRequest|TokenSlot|TokenRequest"
                + "|AccessToken|RetryAfter)(\\$.*)?")
        .should()
        .onlyDependOnClassesThat(DescribedPredicate.not(HTTP))
        .check(OURS);
  }

  @Test
  void tokensDoNotKnowCalls() {
    noClasses()
        .that()
        .resideInAPackage("..token..")
        .should()
        .dependOnClassesThat(resideInAPackage("..call.."))
        .check(OURS);
  }

  @Test
  void nobodyReadsAClockOfTheirOwn() {
    noClasses().should().callMethod(Instant.class, "now").check(OURS);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(OURS);
    noClasses().should().callMethod(System.class, "nanoTime").check(OURS);
    noClasses().should().callMethod(Clock.class, "systemUTC").check(OURS);
  }
}
