package io.cueline.workbench.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the program's own jar. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Version.class.getPackage().getImplementationVersion()).orElse("(dev)");
    return new String[] {"cueline " + version, "Java " + Runtime.version()};
  }
}
