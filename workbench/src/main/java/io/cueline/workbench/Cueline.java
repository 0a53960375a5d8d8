package io.cueline.workbench;

import io.cueline.workbench.cli.CommandLineFactory;

/** Where the program begins: {@code cueline COMMAND}. */
public final class Cueline {

  private Cueline() {}

  public static void main(String[] arguments) {
    int status = CommandLineFactory.create().execute(arguments);
    System.exit(status);
  }
}
