package io.cueline.workbench.trial;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class TrialWallsTest {

  private static final JavaClasses TRIAL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.cueline.workbench.trial");

  @Test
  void onlyTheReaderOfRecordedFramesKnowsKafkaAndNobodyTheCommandLine() {
    noClasses()
        .that()
        .doNotHaveSimpleName("RecordedFrames")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "io.cueline.runtime.kafka..", "java.net..")
        .check(TRIAL);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.cueline.workbench.cli..", "io.cueline.topology.app..", "picocli..")
        .check(TRIAL);
  }
}
