package io.cueline.workbench.tenant;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cueline.runtime.service.StartupException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the tenant from starting is said so that it can be mended. */
class StartTest {

  @Test
  void shouldSayThatThePortIsTaken() {
    try (SimulatedTenant first = SimulatedTenant.start(TenantOptions.builder().build())) {
      TenantOptions same = TenantOptions.builder().port(first.port()).build();
      assertThatThrownBy(() -> SimulatedTenant.start(same))
          .isInstanceOf(StartupException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + first.port())
          .hasMessageContaining("choose another");
    }
  }

  @Test
  void shouldSayThatTheDataFolderIsNone(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(
            () -> SimulatedTenant.start(TenantOptions.builder().dataFolder(file).build()))
        .isInstanceOf(StartupException.class)
        .hasMessageContaining("journal cannot be used");
  }
}
